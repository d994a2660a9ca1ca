namespace CloudswayVideo.Tests.Cli.Batch;

public sealed partial class BatchRunTests
{
    [Fact]
    public async Task A_dry_run_lists_and_sends_nothing()
    {
        (await _batch.RunAsync("--dry-run", "--limit", "2")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEmpty();
        _batch
            .Tool.Out.Should()
            .Contain("row 2: haiper generate, endpoint e, key ")
            .And.NotContain("row 3")
            .And.Contain("3 to submit");
        Directory.Exists(_batch.Folder).Should().BeFalse();
    }

    [Fact]
    public async Task A_dry_run_of_a_batch_that_goes_on_changes_nothing()
    {
        (await _batch.RunAsync("--limit", "1")).Should().Be(0, _batch.Tool.Error);
        string[] Files() =>
            [
                .. Directory
                    .GetFiles(_batch.Folder)
                    .Order()
                    .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}"),
            ];
        var before = Files();

        (await _batch.RunAsync("--dry-run")).Should().Be(0, _batch.Tool.Error);

        _batch.Tool.Out.Should().Contain("2 to submit, 1 saved");
        Files().Should().Equal(before);
    }
}

using CloudswayVideo.Tests.Support;

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

    [Fact]
    public async Task A_row_whose_image_is_gone_when_its_turn_comes_is_told_and_the_others_are_submitted()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["b.png"], SampleImages.Png(1280, 720));
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"one"}""",
            $$"""{"command":"hailuo image-to-video","firstFrameImage":"{{folder["b.png"]}}"}""",
            """{"command":"haiper generate","prompt":"three"}"""
        );
        _gateway.At = (_, _) =>
        {
            File.Delete(folder["b.png"]);
            return Task.CompletedTask;
        };

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(2, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("one", "three");
        _batch.States.Should().Equal("saved", "pending", "saved");
        _batch
            .Tool.Error.Should()
            .Contain("row 2: The image")
            .And.Contain("cannot be read")
            .And.Contain("Not yet submitted: 1 row");
    }
}

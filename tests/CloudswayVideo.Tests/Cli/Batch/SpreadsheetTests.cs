using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>What spreadsheets do to the cells of a table.</summary>
public sealed class SpreadsheetTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public SpreadsheetTests() => _batch = new BatchFolder(_gateway) { File = "jobs.csv" };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Blanks_around_a_number_or_a_choice_do_not_count()
    {
        await _batch.WriteAsync(
            "command,prompt,duration,aspect ratio",
            "haiper generate,one,\u00a04\u00a0,16:9 "
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("one");
    }

    [Theory]
    [InlineData("16:09")]
    [InlineData("09:16:00 AM")]
    [InlineData("16:09:00")]
    public async Task A_ratio_that_became_a_time_is_told_with_the_cause(string time)
    {
        await _batch.WriteAsync("command,prompt,aspect ratio", $"haiper generate,x,{time}");

        (await _batch.RunAsync()).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain($"row 2: aspectRatio: found \"{time}\", allowed are 16:9,")
            .And.Contain("if a spreadsheet made a time of it, format its cells as text");
    }

    [Fact]
    public async Task The_rows_are_numbered_as_a_spreadsheet_shows_them()
    {
        await _batch.WriteAsync("sep=;", "command;prompt;seed", "haiper generate;x;1,5");

        (await _batch.RunAsync()).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain("row 2: seed: found \"1,5\", integer expected; write digits, such as 4");
    }
}

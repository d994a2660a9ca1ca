using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>Jobs as JSON: one on each line, or all in one array.</summary>
public sealed class JsonFileTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public JsonFileTests() => _batch = new BatchFolder(_gateway);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData("jobs.json")]
    [InlineData("jobs.jsonl")]
    public async Task Jobs_may_stand_in_one_array(string file)
    {
        _batch.File = file;
        await _batch.WriteAsync(
            "",
            "  [",
            """  {"command":"haiper generate","prompt":"one",""",
            """   "duration":4}, {"command":"haiper generate","prompt":"two"}""",
            "]"
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
        _batch.Results.Select(row => (int)row["row"]!).Should().Equal(1, 2);
    }

    [Theory]
    [InlineData("row 2: is no JSON object; each item of the array is a job", "[{G},\"x\",{G}]")]
    [InlineData("is no JSON from line 1, character", "[{G},{]")]
    [InlineData("is no JSON from line 2, character", "[{G}")]
    [InlineData("is no JSON from line 1, character", "[{G}] x")]
    [InlineData("row 1: prompt: found array, one value expected", "[{C,\"prompt\":[\"x\"]}]")]
    [InlineData("is no JSON from line 1, character", "[{G,\"prompt\":\"y\"}]")]
    [InlineData("has no job. Give a file of jobs", "[]")]
    public async Task A_mistake_in_an_array_is_reported_with_its_place(string problem, string text)
    {
        const string command = "\"command\":\"haiper generate\"";
        await _batch.WriteAsync(
            text.Replace("G", $"{command},\"prompt\":\"x\"", StringComparison.Ordinal)
                .Replace("C", command, StringComparison.Ordinal)
        );

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain(problem);
        _gateway.Submissions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_single_problem_is_counted_in_the_singular()
    {
        await _batch.WriteAsync("{");

        await _batch.RunAsync();

        _batch
            .Tool.Error.Should()
            .Contain("has 1 problem; nothing was submitted.")
            .And.Contain(
                "row 1: is no JSON object from character 1 on; write each job as one object on one line"
            );
    }
}

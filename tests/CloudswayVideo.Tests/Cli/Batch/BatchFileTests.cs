using CloudswayVideo.Cli.Batch;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>What is taken from a file of jobs, and what of it is refused before anything is sent.</summary>
public sealed class BatchFileTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public BatchFileTests() => _batch = new BatchFolder(_gateway);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task All_that_is_wrong_is_listed_and_nothing_is_sent()
    {
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"good"}""",
            """{"command":"haiper generate","prompt":"x","duration":3,"sed":1}""",
            "",
            """{"command":"hailuo image-to-video"}""",
            """{"command":"haiper dance","prompt":"x"}""",
            """{"command":"haiper generate","prompt":"x","config":{"sourceImage":"https://example.com/a.png"}}""",
            """{"command":"haiper generate","prompt":"x","id":"../x"}""",
            """{"command":"hailuo text-to-video","prompt":"x" """,
            """{"command":"hailuo image-to-video","firstFrameImage":"missing.png"}""",
            """{"command":"haiper generate","prompt":"x","endpoint":".."}""",
            """{"command":"haiper generate","prompt":" "}"""
        );

        (await _batch.RunAsync()).Should().Be(2);

        _gateway.Submissions.Should().BeEmpty();
        _batch
            .Tool.Error.Should()
            .Contain("10 problems; nothing was submitted.")
            .And.Contain("row 2: duration: found 3, allowed are 2, 4, 8")
            .And.Contain("row 2: sed: is no field of haiper generate; there are prompt,")
            .And.Contain("row 4: firstFrameImage: is required and missing")
            .And.Contain(
                "row 5: command: found \"haiper dance\", allowed are hailuo text-to-video,"
            )
            .And.Contain("row 6: config: found object, one value expected")
            .And.Contain("row 7: id: found \"../x\"")
            .And.Contain("row 8: is no JSON object")
            .And.Contain("row 9: The image \"missing.png\" cannot be read")
            .And.Contain("row 10: The endpoint path")
            .And.Contain("row 11: prompt: is required and missing")
            .And.NotContain("row 1:");
    }

    [Fact]
    public async Task A_table_says_the_same_as_lines_of_JSON()
    {
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"a, \"b\"","duration":4}""",
            """{"command":"haiper generate","prompt":"c","id":"own"}"""
        );
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        _batch.File = "jobs.csv";
        await _batch.WriteAsync(
            "family,kind,id,prompt,duration",
            "haiper,generate,,\"a, \"\"b\"\"\",4",
            "haiper,generate,own,c,"
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("a, \"b\"", "c");
    }

    [Fact]
    public async Task The_empty_cells_at_the_end_of_a_row_may_be_left_out()
    {
        _batch.File = "jobs.csv";
        await _batch.WriteAsync(
            "command,prompt,duration,id",
            "haiper generate,x",
            "haiper generate,y,4"
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("x", "y");
    }

    [Theory]
    [InlineData(
        "row 2: has a quotation mark out of place",
        "command,prompt,id",
        "haiper generate,a\"b,x"
    )]
    [InlineData("each column needs its own name", "command,prompt,prompt", "haiper generate,a,b")]
    public async Task A_table_that_is_none_is_refused(string problem, params string[] lines)
    {
        _batch.File = "jobs.csv";
        await _batch.WriteAsync(lines);

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain(problem);
        _gateway.Submissions.Should().BeEmpty();
    }

    [Fact]
    public async Task Rows_are_found_again_wherever_they_stand_and_new_ones_are_added()
    {
        await _batch.WritePromptsAsync("one", "two", "two");
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        await _batch.WritePromptsAsync("new", "two", "one");

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "two", "new");
        _batch
            .States.Should()
            .HaveCount(4, "a paid video that is no longer asked for is still there");
    }

    [Fact]
    public async Task A_row_that_was_submitted_under_its_id_cannot_become_another()
    {
        await _batch.WriteAsync("""{"command":"haiper generate","prompt":"one","id":"a"}""");
        await _batch.RunAsync();
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"other","id":"a"}""",
            """{"command":"haiper generate","prompt":"new"}"""
        );

        (await _batch.RunAsync()).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain(
                "row 1: id: \"a\" was submitted with other fields; put them back, or give the row another id"
            );
        _gateway.Submissions.Should().Equal("one");
    }

    [Fact]
    public async Task An_id_may_stand_once()
    {
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"one","id":"a"}""",
            """{"command":"haiper generate","prompt":"two","id":"A"}"""
        );

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain("row 2: id: found \"A\" a second time");
        _gateway.Submissions.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_batches_cannot_work_in_one_folder()
    {
        await _batch.WritePromptsAsync("one");
        using (await BatchRows.OpenAsync(_batch.Folder, isMock: false, TimeProvider.System))
        {
            (await _batch.RunAsync()).Should().Be(2);
            _batch.Tool.Error.Should().Contain("One batch at a time may work in it");
            _gateway.Submissions.Should().BeEmpty();
        }

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
    }

    [Fact]
    public async Task A_file_without_a_job_is_a_mistake()
    {
        await _batch.WriteAsync("");

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain("jobs.jsonl\" has no job.");
    }

    [Fact]
    public async Task A_rehearsal_with_the_mock_goes_on_as_the_real_thing_does()
    {
        await _batch.WritePromptsAsync("one", "two");
        (await RehearseAsync("--endpoint", "slow", "--timeout", "1s")).Should().Be(4);
        var accepted = _batch.Results.Select(row => (string?)row["id"]).ToList();
        _batch.States.Should().Equal("accepted", "accepted");

        (await RehearseAsync("--endpoint", "slow")).Should().Be(0, _batch.Tool.Error);

        _batch.States.Should().Equal("saved", "saved");
        _batch.Results.Select(row => (string?)row["id"]).Should().Equal(accepted);
    }

    [Fact]
    public async Task A_rehearsal_with_the_mock_is_not_taken_for_the_real_thing()
    {
        await _batch.WritePromptsAsync("one");
        (await RehearseAsync()).Should().Be(0, _batch.Tool.Error);

        (await _batch.RunAsync()).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain("has a batch of an embedded mock, and this one is of the gateway");
        _gateway.Submissions.Should().BeEmpty();
    }

    private Task<int> RehearseAsync(params string[] options) =>
        _batch.Tool.RunAsync([
            "batch",
            Path.Combine(Path.GetDirectoryName(_batch.Folder)!, "jobs.jsonl"),
            "--out",
            _batch.Folder,
            "--mock",
            .. options,
        ]);
}

using System.Diagnostics;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>Tables as spreadsheets save them, and texts in encodings that would be paid for garbled.</summary>
public sealed partial class TableTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public TableTests() => _batch = new BatchFolder(_gateway) { File = "jobs.csv" };

    private string FilePath => Path.Combine(Path.GetDirectoryName(_batch.Folder)!, _batch.File);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData(",")]
    public async Task A_table_may_be_as_a_spreadsheet_saves_it(string separator)
    {
        string Row(params string[] cells) => string.Join(separator, cells);
        await _batch.WriteAsync(
            Row("Command", " Prompt", "Negative Prompt", "DURATION", "", ""),
            Row(
                "haiper generate",
                "one, two; three".Replace(separator, "", StringComparison.Ordinal),
                "rain",
                "4.0",
                "",
                ""
            ),
            Row("", "", "", "", "", ""),
            Row("Haiper Generate", "last", "", "", "", "")
        );

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().HaveCount(2).And.Contain("last");
    }

    [Fact]
    public async Task The_line_by_which_Excel_names_the_separator_is_no_header()
    {
        await _batch.WriteAsync("sep=;", "command;prompt", "haiper generate;a, b");

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("a, b");
    }

    [Theory]
    [InlineData(
        "row 2: sed: is no field of haiper generate; there are prompt,",
        "command,prompt,sed",
        "haiper generate,x,1"
    )]
    [InlineData(
        "row 2: column 3: found \"y\", and the header has no name there",
        "command,prompt",
        "haiper generate,x,y"
    )]
    [InlineData(
        "is \"cmd\", \"prompt\"; the first row must name a column \"command\"",
        "cmd,prompt",
        "haiper generate,x"
    )]
    [InlineData(
        "is \"My jobs\", \"\"; the first row must name a column \"command\"",
        "My jobs,",
        "command,prompt",
        "haiper generate,x"
    )]
    [InlineData(
        "is \"command|prompt\"; the first row must name a column \"command\"",
        "command|prompt",
        "haiper generate|x"
    )]
    [InlineData(
        "row 3: command: is missing; the row has \"prompt\", and needs \"command\"",
        "command,prompt",
        "haiper generate,x",
        ",y"
    )]
    [InlineData(
        "row 2: duration: found \"4.5\", allowed are 2, 4, 8; write digits",
        "command,prompt,duration",
        "haiper generate,x,4.5"
    )]
    [InlineData(
        "row 2: duration: found \"4,5\", allowed are 2, 4, 8; write digits, such as 4",
        "command;prompt;duration",
        "haiper generate;x;4,5"
    )]
    [InlineData(
        "row 2: prompt: found \"#NAME?\", which a spreadsheet saves for a formula with a mistake",
        "command,prompt",
        "haiper generate,#NAME?"
    )]
    [InlineData(
        "row 2: Source Image (given twice): another column gives the same field",
        "command,prompt,image,Source Image",
        "haiper generate,x,https://a.example/1.png,https://a.example/2.png"
    )]
    [InlineData(
        "row 2: id: found \"NUL.txt\", which Windows keeps for a device",
        "command,prompt,id",
        "haiper generate,x,NUL.txt"
    )]
    [InlineData("row 2: id: found \"com1\"", "command,prompt,id", "haiper generate,x,com1")]
    [InlineData("row 2: id: found \"a.\"", "command,prompt,id", "haiper generate,x,a.")]
    [InlineData("row 2: id: found \"a \"", "command,prompt,id", "haiper generate,x,a ")]
    public async Task What_is_wrong_is_told_with_row_and_column(
        string problem,
        params string[] lines
    )
    {
        await _batch.WriteAsync(lines);

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain(problem);
        _gateway.Submissions.Should().BeEmpty();
    }

    [Fact]
    public async Task Blanks_between_the_words_of_a_command_may_be_any()
    {
        await _batch.WriteAsync(
            "command,prompt",
            "haiper  generate,one",
            "haiper\u00a0generate,two"
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
    }

    [Fact]
    public async Task The_same_mistake_in_thousands_of_rows_does_not_scroll_the_reason_away()
    {
        await _batch.WriteAsync([
            "command,prompt",
            .. Enumerable.Range(0, 2000).Select(number => $"haiper,{number}"),
        ]);

        (await _batch.RunAsync()).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain("2000 problems")
            .And.EndWith("… and 1950 more; --json lists all.");
    }

    [LinuxFact]
    public async Task A_batch_is_not_read_from_a_pipe_which_could_not_be_read_again()
    {
        using (var mkfifo = Process.Start("mkfifo", FilePath))
        {
            await mkfifo.WaitForExitAsync();
        }

        (await _batch.RunAsync("--dry-run")).Should().Be(2);
        _batch.Tool.Error.Should().Contain("save the jobs as a file first");
        (await _batch.Tool.RunAsync("batch", "-", "--out", _batch.Folder)).Should().Be(2);
        _batch.Tool.Error.Should().Contain("save the jobs as a file first");
    }

    [Fact]
    public async Task A_dry_run_also_finds_a_file_in_the_place_of_the_folder()
    {
        await _batch.WriteAsync("command,prompt", "haiper generate,x");
        await File.WriteAllTextAsync(_batch.Folder, "");

        (await _batch.RunAsync("--dry-run")).Should().Be(2);

        _batch.Tool.Error.Should().Contain("which is a file. Name a folder.");
    }

    [Theory]
    [InlineData(
        """{"command":"haiper generate","prompt":"half \ud83d"}""",
        "row 1: prompt: is not UTF-8 or damaged"
    )]
    [InlineData(
        """{"command":"haiper generate","prompt":"x","negativePrompt":"\udc00"}""",
        "row 1: negativePrompt"
    )]
    [InlineData(
        """{"command":"haiper extend","sourceVideo":"https://example.com/a.mp4","guidanceScale":NaN}""",
        "row 1: guidanceScale: found \"NaN\", number expected"
    )]
    [InlineData(
        """{"command":"haiper extend","sourceVideo":"https://example.com/a.mp4","guidanceScale":"-Infinity"}""",
        "row 1: guidanceScale"
    )]
    [InlineData(
        """{"command":"haiper extend","sourceVideo":"https://example.com/a.mp4","guidanceScale":1e999}""",
        "row 1: guidanceScale"
    )]
    [InlineData("""{"command":"haiper generate","prompt":"x","seed":NaN}""", "row 1: seed")]
    [InlineData(
        """{"command":"haiper generate","prompt":"x","seed":99999999999999999999}""",
        "row 1: seed"
    )]
    public async Task What_is_no_number_or_no_text_is_never_paid_for(string line, string problem)
    {
        _batch.File = "jobs.jsonl";
        await _batch.WriteAsync(line);

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain(problem);
        _gateway.Submissions.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_may_stand_beside_the_file_that_names_it()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(Path.GetDirectoryName(FilePath)!, "beside.png"),
            SampleImages.Png(400, 500)
        );
        await _batch.WriteAsync("command,prompt,Image", "hailuo image-to-video,x,beside.png");

        (await _batch.RunAsync("--dry-run")).Should().Be(0, _batch.Tool.Error);

        _batch.Tool.Out.Should().Contain("row 2: hailuo image-to-video");
    }

    [Fact]
    public async Task A_row_that_was_saved_again_as_a_decimal_is_the_same_row()
    {
        await _batch.WriteAsync("command,prompt,duration", "haiper generate,x,4");
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        await _batch.WriteAsync("Command;Prompt;Duration", "haiper generate;x;4.0");

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("x");
    }
}

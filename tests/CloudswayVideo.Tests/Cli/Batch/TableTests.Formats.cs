using System.Text;

namespace CloudswayVideo.Tests.Cli.Batch;

public sealed partial class TableTests
{
    [Theory]
    [InlineData("jobs.xlsx", "Save it from there as \"CSV UTF-8\"")]
    [InlineData("jobs.ODS", "Save it from there as \"CSV UTF-8\"")]
    [InlineData("jobs.md", "does not tell its format")]
    public async Task A_file_of_another_format_is_refused_with_the_way_to_a_right_one(
        string file,
        string advice
    )
    {
        _batch.File = file;
        await _batch.WriteAsync("PK");

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain(advice);
    }

    [Theory]
    [InlineData("jobs.csv", "command,prompt\nhaiper generate,good\nhaiper generate,B\u00e4r\n", 3)]
    [InlineData("jobs.jsonl", "{\"command\":\"haiper generate\",\"prompt\":\"B\u00e4r\"}\n", 1)]
    public async Task A_file_that_is_not_UTF8_is_refused_with_the_row(
        string file,
        string text,
        int row
    )
    {
        _batch.File = file;
        await File.WriteAllTextAsync(FilePath, text, Encoding.Latin1);

        (await _batch.RunAsync()).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain($"row {row}: prompt: is not UTF-8")
            .And.Contain("CSV UTF-8");
        _gateway.Submissions.Should().BeEmpty();
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task A_file_with_a_mark_of_its_encoding_is_read_by_it(string encoding)
    {
        _batch.File = "jobs.txt";
        await File.WriteAllTextAsync(
            FilePath,
            "command\tprompt\nhaiper generate\tfox \u2744\U0001f43b\n",
            Encoding.GetEncoding(encoding)
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("fox \u2744\U0001f43b");
    }

    [Fact]
    public async Task A_file_in_UTF16_without_a_mark_is_refused()
    {
        await File.WriteAllBytesAsync(
            FilePath,
            Encoding.Unicode.GetBytes("command,prompt\nhaiper generate,x\n")
        );

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain("is not UTF-8");
    }
}

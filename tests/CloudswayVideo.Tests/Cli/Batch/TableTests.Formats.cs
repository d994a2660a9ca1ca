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

    [Theory]
    [InlineData("jobs.csv", "command;prompt\nhaiper generate;fox \u2744, bear\n")]
    [InlineData("jobs.jsonl", "{\"command\":\"haiper generate\",\"prompt\":\"fox \u2744, bear\"}")]
    [InlineData("jobs.json", "[{\"command\":\"haiper generate\",\"prompt\":\"fox \u2744, bear\"}]")]
    public async Task A_file_in_UTF16_is_read_also_without_a_mark(string file, string text)
    {
        _batch.File = file;
        await File.WriteAllBytesAsync(FilePath, Encoding.Unicode.GetBytes(text));
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        await File.WriteAllBytesAsync(FilePath, Encoding.BigEndianUnicode.GetBytes(text));
        (await _batch.RunAsync("--dry-run")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("fox \u2744, bear");
        _batch.Tool.Out.Should().Contain("1 saved");
    }

    [Fact]
    public async Task A_zero_character_is_refused_with_the_row()
    {
        await _batch.WriteAsync("command,prompt", "haiper generate,A\0fox");

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain("row 2: prompt: is not UTF-8 or damaged");
    }
}

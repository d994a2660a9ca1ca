using System.Text.RegularExpressions;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Readme;

public partial class ReadmeTests
{
    [Theory]
    [InlineData("src/CloudswayVideo.Queue/README.md")]
    [InlineData("src/CloudswayVideo.Queue.Hangfire/README.md")]
    public void Every_snippet_is_code_that_compiles(string page)
    {
        var compiled = WithoutLayout(Read("tests/CloudswayVideo.QueueTests/Readme/Snippets.cs"));

        var snippets = CodeBlock()
            .Matches(Read(page))
            .Select(block => block.Groups["code"].Value)
            .ToList();

        snippets.Should().HaveCountGreaterThanOrEqualTo(2);
        snippets
            .Where(snippet => !compiled.Contains(WithoutLayout(snippet), StringComparison.Ordinal))
            .Should()
            .BeEmpty("a snippet is changed in Snippets.cs too");
    }

    [Theory]
    [InlineData("src/CloudswayVideo.Queue/README.md")]
    [InlineData("src/CloudswayVideo.Queue.Hangfire/README.md")]
    [InlineData("src/CloudswayVideo.Worker/README.md")]
    public void Each_page_can_be_read_in_one_sitting(string page) =>
        Read(page).Split('\n').Should().HaveCountLessThanOrEqualTo(170);

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    // The formatter lays out code as it likes.
    private static string WithoutLayout(string code) => Layout().Replace(code, "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Layout();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

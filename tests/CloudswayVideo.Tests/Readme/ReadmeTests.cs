using System.Text.RegularExpressions;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Readme;

public partial class ReadmeTests
{
    private const string MockPage = "src/CloudswayVideo.MockServer/README.md";

    public static TheoryData<string> Pages() =>
        [
            "README.md",
            "src/CloudswayVideo.Generated/README.md",
            MockPage,
            "src/CloudswayVideo.Cli/README.md",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_snippet_is_code_that_compiles(string page)
    {
        var compiled = WithoutLayout(
            File.ReadAllText(
                Path.Combine(Repository.Root, "tests/CloudswayVideo.Tests/Readme/Snippets.cs")
            )
        );

        var snippets = CodeBlock()
            .Matches(Read(page))
            .Select(block => block.Groups["code"].Value)
            .ToList();

        (snippets.Count >= 3)
            .Should()
            .Be(
                !page.Contains("Cli", StringComparison.Ordinal),
                "the tool's page alone shows no code"
            );
        snippets
            .Where(snippet => !compiled.Contains(WithoutLayout(snippet), StringComparison.Ordinal))
            .Should()
            .BeEmpty("a snippet is changed in Snippets.cs too");
    }

    [Fact]
    public async Task The_snippet_about_testing_is_a_test() => await Snippets.Testing();

    [Fact]
    public async Task The_snippet_about_faults_is_a_test() => await Snippets.Faults();

    [Fact]
    public void Every_scenario_is_named() =>
        MockScenario
            .All.Select(scenario => $"`{scenario.Name}`")
            .Where(name => !Read(MockPage).Contains(name, StringComparison.Ordinal))
            .Should()
            .BeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_page_can_be_read_in_one_sitting(string page) =>
        Read(page).Split('\n').Should().HaveCountLessThanOrEqualTo(170);

    // The formatter lays out code as it likes, and closes a list of several lines with a comma.
    private static string WithoutLayout(string code) =>
        Layout().Replace(code, "").Replace(",}", "}", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Layout();

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

using System.Text.RegularExpressions;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Readme;

public partial class ReadmeTests
{
    private static readonly string Readme = Read("README.md");
    private static readonly string MockReadme = Read("src/CloudswayVideo.MockServer/README.md");

    [Fact]
    public void Every_snippet_is_code_that_compiles()
    {
        var compiled = string.Join('\n', File.ReadAllLines(Path.Combine(Repository.Root, "tests/CloudswayVideo.Tests/Readme/Snippets.cs"))
            .Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));

        var snippets = CodeBlock().Matches(Readme).Select(block => block.Groups["code"].Value).ToList();

        snippets.Should().HaveCountGreaterThan(4);
        snippets.Should().OnlyContain(snippet => compiled.Contains(snippet, StringComparison.Ordinal), "a snippet is changed in Snippets.cs too");
    }

    [Fact]
    public async Task The_snippet_about_testing_is_a_test() => await Snippets.Testing();

    [Fact]
    public async Task The_snippet_about_faults_is_a_test() => await Snippets.Faults();

    [Fact]
    public void Every_scenario_is_named() =>
        MockScenario.All.Select(scenario => $"`{scenario.Name}`")
            .Where(name => !Readme.Contains(name, StringComparison.Ordinal) || !MockReadme.Contains(name, StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void It_can_be_read_in_one_sitting() => Readme.Split('\n').Should().HaveCountLessThanOrEqualTo(250);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

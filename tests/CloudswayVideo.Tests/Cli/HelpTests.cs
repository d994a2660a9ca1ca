using System.Text.RegularExpressions;
using CloudswayVideo.Cli;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Checks;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Help, completions and their language.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly Tool _tool = Tool.WithEndpoints();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Help_lists_commands_and_exit_codes()
    {
        (await _tool.RunAsync()).Should().Be(0);

        _tool
            .Out.Should()
            .ContainAll(
                "hailuo",
                "haiper",
                "status <id>",
                "wait <id>",
                "download <id>",
                "doctor",
                "mock",
                "demo",
                "130  interrupted"
            );
    }

    [Fact]
    public async Task No_default_is_shown_where_there_is_none()
    {
        await _tool.RunAsync("batch", "--help");

        _tool.Out.Should().Contain("[default: 4]").And.NotContain("[default: 2147483647]");
    }

    [Fact]
    public async Task Every_command_in_the_help_is_found_by_its_name()
    {
        var commands = await CommandsAsync();

        commands.Should().HaveCountGreaterThan(10);
        foreach (var command in commands)
        {
            (await _tool.RunAsync(command, "--help")).Should().Be(0, _tool.Error);
            _tool.Out.Should().Contain($" {command} ");
        }
    }

    [Fact]
    public async Task No_family_of_a_contract_can_have_the_name_of_another_command() =>
        (await CommandsAsync())
            .Except(Family.All.Select(family => family.Name))
            .Should()
            .BeEquivalentTo(FamilyCheck.Commands);

    [Fact]
    public async Task Help_has_the_words_the_values_and_the_defaults_of_the_contract()
    {
        await _tool.RunAsync("haiper", "generate", "--help");
        var help = Words(_tool.Out);
        await _tool.RunAsync("hailuo", "image-to-video", "--help");
        help += Words(_tool.Out);

        var schemas = Contract
            .ContractCases.Document.Operations.Select(operation =>
                operation.RequestSchema?.ActualSchema
            )
            .OfType<NJsonSchema.JsonSchema>();
        foreach (
            var property in schemas
                .SelectMany(schema => schema.ActualProperties)
                .Where(property =>
                    property.Key
                        is "prompt"
                            or "promptOptimizer"
                            or "firstFrameImage"
                            or "negativePrompt"
                )
                .DistinctBy(property => property.Key)
        )
        {
            help.Should().Contain(Words(property.Value.Description!));
        }

        help.Should()
            .ContainAll(
                "--duration <2|4|8>",
                "--aspect-ratio <16:9|9:16|3:4|4:3|1:1>",
                "--seed",
                "--prompt-optimizer <true|false>",
                "at most 2000 characters"
            );
        help.Should()
            .NotContain("--type", "a subject can be of one kind only, so nobody is asked for it");
    }

    [Fact]
    public async Task Every_field_that_the_contract_has_an_example_of_can_be_given()
    {
        var examples = Contract.ContractCases.Document.Operations.SelectMany(operation =>
            operation.RequestExamples.Values.Select(example =>
                Contract.ContractCases.Declared(example, operation.RequestSchema!)
            )
        );
        var options = (await JobKind.LoadAsync(CancellationToken.None))
            .SelectMany(kind => kind.Fields)
            .Select(field => field.Name)
            .ToHashSet();

        // What may be added to an open object has no name, and so no option.
        // A value is given by itself, or within a list of objects, which is given as JSON.
        examples
            .SelectMany(example => ((JContainer)example).Descendants())
            .OfType<JValue>()
            .Where(value =>
                !value.Ancestors().OfType<JProperty>().Any(field => options.Contains(field.Name))
            )
            .Select(value => value.Path)
            .Should()
            .BeEmpty("each has an option");
    }

    [Fact]
    public async Task No_option_of_every_command_can_be_that_of_a_field()
    {
        var fields = (await JobKind.LoadAsync(CancellationToken.None))
            .SelectMany(kind => kind.Fields)
            .Select(field => field.Option[2..]);

        await _tool.RunAsync("haiper", "upscale", "--help");

        Regex
            .Matches(_tool.Out, @"^ +(?:-[?hy], )*--([a-z-]+)", RegexOptions.Multiline)
            .Select(option => option.Groups[1].Value)
            .Except(fields)
            .Should()
            .HaveCountGreaterThan(15)
            .And.BeSubsetOf(ToolOption.Taken);
    }

    [Fact]
    public async Task The_default_of_a_time_is_written_as_a_user_may_type_it()
    {
        await _tool.RunAsync("download", "--help");

        Words(_tool.Out).Should().Contain("or 1h. By default 15m.").And.NotContain("00:15:00");
    }

    [Fact]
    public async Task A_shell_is_told_commands_options_and_values()
    {
        foreach (var shell in new[] { "bash", "zsh", "fish", "pwsh" })
        {
            (await _tool.RunAsync("completion", shell)).Should().Be(0);
            _tool.Out.Should().Contain("cloudsway-video jobs --ids");
        }

        (await SuggestAsync("cloudsway-video h")).Should().Contain(["hailuo", "haiper"]);
        (await SuggestAsync("cloudsway-video haiper generate --dur"))
            .Should()
            .Contain("--duration");
        (await SuggestAsync("cloudsway-video haiper generate x --duration "))
            .Should()
            .Contain(["2", "4", "8"]);
    }

    [Fact]
    public async Task Everything_is_said_in_English_whatever_the_language_of_the_machine()
    {
        System.Globalization.CultureInfo.CurrentUICulture = new("de-DE");
        await _tool.RunAsync("hailuo", "--help");
        _tool.Out.Should().Contain("Usage:").And.Contain("Options:");

        System.Globalization.CultureInfo.CurrentUICulture = new("de-DE");
        await _tool.RunAsync("mock", "--contract", "nowhere");
        _tool.Error.Should().Contain("File does not exist");
    }

    private async Task<List<string>> CommandsAsync()
    {
        await _tool.RunAsync("--help");
        return _tool
            .Out[_tool.Out.IndexOf("Commands:", StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Where(line => line.Length > 2 && line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0])
            .ToList();
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private async Task<string[]> SuggestAsync(string line)
    {
        await _tool.RunAsync($"[suggest:{line.Length}]", line);
        return _tool.Out.Split('\n', StringSplitOptions.TrimEntries);
    }
}

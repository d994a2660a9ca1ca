using CloudswayVideo.Contract;
using CloudswayVideo.Tests.Contract.Difference;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract;

/// <summary>An overlay changes what its paths select, and its mistakes are reported.</summary>
public sealed class OverlayTests
{
    private const string Contract = """
        paths:
          /a: {get: {summary: A, parameters: [{name: x, in: query}, {name: y, in: path}]}}
          /b: {post: {summary: B, tags: [one]}}
        info: {title: T}
        """;

    [Theory]
    [InlineData("$.paths['/a'].get.parameters[?@.in=='query']", "paths['/a'].get.parameters[0]")]
    [InlineData(
        "$.paths['/a'].get.parameters[?(@.in == \"path\")]",
        "paths['/a'].get.parameters[1]"
    )]
    [InlineData("$.paths['/a'].get.parameters[-1]", "paths['/a'].get.parameters[1]")]
    [InlineData("$.paths['/a'].get.parameters[0:1]", "paths['/a'].get.parameters[0]")]
    [InlineData("$.paths[*].get", "paths['/a'].get")]
    [InlineData("$.paths.*.post", "paths['/b'].post")]
    [InlineData("$.paths[?@.post]", "paths['/b']")]
    [InlineData("$.paths[?!@.post]", "paths['/a']")]
    [InlineData("$.paths[?@.get && @.get.summary != 'B'].get", "paths['/a'].get")]
    [InlineData("$..[?@.summary == 'B']", "paths['/b'].post")]
    [InlineData(
        "$..parameters[?match(@.name, '[x-z]') && @.in == 'path']",
        "paths['/a'].get.parameters[1]"
    )]
    [InlineData("$.paths['/a','/c'].get", "paths['/a'].get")]
    [InlineData("$..post", "paths['/b'].post")]
    public void A_path_selects_as_RFC_9535_says(string target, string changed)
    {
        var contract = Apply(
            $"target: \"{target.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n    update: {{x-new: true}}"
        );

        contract
            .Descendants()
            .OfType<JProperty>()
            .Where(one => one.Name == "x-new")
            .Select(one => one.Parent!.Path)
            .Should()
            .Equal(changed);
    }

    [Fact]
    public void Places_with_equal_values_are_all_selected() =>
        Apply("target: $..[?@.name].in\n    remove: true")
            .ToString(Formatting.None)
            .Should()
            .NotContain("\"in\"");

    [Theory]
    [InlineData(
        "target: $.paths['/a'].got\n    update: {}",
        "$.paths['/a'] has no \"got\"; did you mean \"get\"?"
    )]
    [InlineData(
        "target: $.pahts['/a'].get\n    update: {}",
        "$ has no \"pahts\"; did you mean \"paths\"?"
    )]
    [InlineData(
        "target: $.paths['/a'].get.parameters[?@.in=='cookie']\n    remove: true",
        "nothing in $.paths['/a'].get.parameters fits [?@.in=='cookie']"
    )]
    [InlineData(
        "target: $.paths[/a]\n    remove: true",
        "is not a JSONPath: \"/\" is unexpected at character 9. Put names with other characters"
    )]
    [InlineData("target: paths\n    remove: true", "is not a JSONPath")]
    [InlineData(
        @"target: $.paths['/\d']" + "\n    remove: true",
        "is not a JSONPath: Bad JSON escape"
    )]
    [InlineData("target: $.paths[?@.get ==]\n    remove: true", "is not a JSONPath")]
    [InlineData(
        "target: $.info\n    remove: yes",
        "\"remove\" with the string \"yes\"; it must be true or false"
    )]
    [InlineData(
        "target: $.info\n    udpate: {}",
        "\"udpate\", which is not a keyword of an action; did you mean \"update\"?"
    )]
    [InlineData(
        "target: $.info\n    remove: true\n    update: {}",
        "\"remove: true\" beside an update, which would be ignored. Remove one of them."
    )]
    [InlineData("target: 5\n    update: {}", "has the number 5 as \"target\"")]
    [InlineData("target: $\n    remove: true", "removes $, which is the whole contract")]
    [InlineData("target: $.info", "has neither \"update\" nor \"remove: true\"")]
    [InlineData(
        "target: $.info.title\n    update: U",
        "which is the string \"T\", with the string \"U\". Target the object around it."
    )]
    [InlineData("target: $.info\n    copy: $.paths", "\"copy\", which needs \"overlay: 1.1.0\"")]
    public void A_mistake_in_an_action_is_reported(string action, string words)
    {
        var applying = () => Apply(action);

        applying
            .Should()
            .Throw<ContractException>()
            .Which.Message.Should()
            .StartWith("o.yaml(3,5): action 1 ")
            .And.Contain(words);
    }

    [Fact]
    public void A_misspelt_keyword_of_an_overlay_is_named()
    {
        var applying = () => Apply("target: $.info\n    update: {}\nextend: other.yaml");

        applying
            .Should()
            .Throw<ContractException>()
            .WithMessage(
                "o.yaml has \"extend\", which is not a keyword of an overlay; did you mean \"extends\"?"
            );
    }

    [Fact]
    public void A_mistake_that_an_overlay_makes_has_its_line_in_the_overlay()
    {
        var contract = ContractText.Read(ContractEdits.Contract, "contract.yaml");
        Overlay
            .Parse(
                "overlay: 1.0.0\nactions:\n  - target: $.components.schemas.HaiperTask.properties.mediaUrl\n"
                    + "    update:\n      x-task-valeu: url\n      type: integer\n      minLength: 1\n",
                "o.yaml"
            )
            .ApplyTo(contract);

        ContractCheck
            .Find(contract, "contract.yaml")
            .Select(one => $"{one.File}({one.Line},{one.Column}): {one.Message}")
            .Should()
            .Contain(one => one.StartsWith("o.yaml(5,7): \"x-task-valeu\" is not a known mark"))
            .And.Contain(one => one.StartsWith("o.yaml(7,7): \"minLength\" has no effect"));
    }

    [Theory]
    [InlineData("2.0.0")]
    [InlineData("1.2.0")]
    [InlineData("next")]
    public void An_overlay_of_another_version_is_refused(string version)
    {
        var parsing = () =>
            Overlay.Parse($"overlay: {version}\nactions: [{{target: $}}]", "o.yaml");

        parsing
            .Should()
            .Throw<ContractException>()
            .WithMessage(
                $"o.yaml is an overlay of version {version}. Only 1.0 and 1.1 can be read*"
            );
    }

    [Theory]
    [InlineData("1.0.0", """["one",["two"]]""")]
    [InlineData("1.1.0", """["one","two"]""")]
    public void A_list_updates_a_list_as_the_version_says(string version, string tags) =>
        Apply("target: $.paths['/b'].post.tags\n    update: [two]", version)
            .SelectToken("paths['/b'].post.tags")!
            .ToString(Formatting.None)
            .Should()
            .Be(tags);

    [Fact]
    public void Version_1_1_copies_and_replaces_values()
    {
        var contract = Apply(
            "target: $.paths['/b'].post\n    copy: $.paths['/a'].get\n  - target: $.info.title\n    update: U",
            "1.1.0"
        );

        contract.SelectToken("paths['/b'].post.parameters[0].name")!.ToString().Should().Be("x");
        contract.SelectToken("info.title")!.ToString().Should().Be("U");
    }

    [Fact]
    public void A_finding_in_a_part_of_an_overlay_leads_to_the_overlay()
    {
        var contract = ContractText.Read(ContractText.ReadEmbedded(), "contract.yaml");
        Overlay
            .Parse(
                "overlay: 1.0.0\nactions:\n  - target: "
                    + "$.components.schemas.HailuoVideoRequest.properties\n    update:\n      "
                    + "filmGrain:\n        type: strin\n",
                "o.yaml"
            )
            .ApplyTo(contract);

        ContractCheck
            .Find(contract, "contract.yaml")
            .Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .StartWith("o.yaml(6,15): error CONTRACT: found the string \"strin\"");
    }

    private static JObject Apply(string action, string version = "1.0.0")
    {
        var contract = ContractText.Read(Contract, "contract.yaml");
        Overlay.Parse($"overlay: {version}\nactions:\n  - {action}\n", "o.yaml").ApplyTo(contract);
        return contract;
    }
}

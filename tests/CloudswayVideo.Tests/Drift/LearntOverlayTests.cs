using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Learning from a service that does not meet every demand of the contract.</summary>
public sealed class LearntOverlayTests : IDisposable
{
    private const string Demanding = """
        overlay: 1.0.0
        info: {title: A demanding contract, version: 0.1.0}
        actions:
          - target: $.components.schemas.HailuoTask
            update:
              properties:
                stats:
                  type: object
                  description: How it went.
                  required: [seconds, places]
                  properties:
                    seconds: {type: integer, description: How long it takes., minimum: 1, maximum: 60}
                    places:
                      type: array
                      maxItems: 2
                      description: Where it stands.
                      items:
                        type: object
                        required: [line]
                        properties:
                          line: {type: string, maxLength: 5, description: The line.}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Tool _tool = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tool.Dispose();
    }

    [Fact]
    public async Task A_difference_in_many_captures_is_learnt_once()
    {
        var operation = ContractCases.Document.Operations.First(one => one.Id == "hailuo_getTask");
        var capture = SampleExchange.Of(
            operation,
            200,
            JToken.Parse("""{"status":"Success","eta":3}""")
        );

        var learnt = await LearntOverlay.OfAsync(
            ContractCases.Document,
            [.. Enumerable.Repeat(capture, 100)]
        );

        learnt.Learnt.Should().ContainSingle();
    }

    [Theory]
    [InlineData(
        """{"status":"Success","stats":{"places":[]}}""",
        "$.stats.seconds: a required field is missing",
        "How long it takes. Missing on 2026-11-02."
    )]
    [InlineData(
        """{"status":"Success","stats":{"seconds":2,"places":[{}]}}""",
        "$.stats.places[*].line: a required field is missing",
        "The line. Missing on 2026-11-02."
    )]
    [InlineData(
        """{"status":"Success","stats":{"seconds":61,"places":[]}}""",
        "$.stats.seconds: breaks a limit: number too big",
        "How long it takes. Seen on 2026-11-02 against the documented maximum, 60."
    )]
    [InlineData(
        """{"status":"Success","stats":{"seconds":0,"places":[]}}""",
        "$.stats.seconds: breaks a limit: number too small",
        "Seen on 2026-11-02 against the documented minimum, 1."
    )]
    [InlineData(
        """{"status":"Success","stats":{"seconds":2,"places":[{"line":"very long"}]}}""",
        "$.stats.places[*].line: breaks a limit: string too long",
        "The line. Seen on 2026-11-02 against the documented maxLength, 5."
    )]
    [InlineData(
        """{"status":"Success","stats":{"seconds":2,"places":[{"line":"a"},{"line":"b"},{"line":"c"}]}}""",
        "$.stats.places: breaks a limit: too many items",
        "Where it stands. Seen on 2026-11-02 against the documented maxItems, 2."
    )]
    [InlineData(
        """{"status":"Success","stats":{}}""",
        "$.stats.places: a required field is missing",
        "Where it stands. Missing on 2026-11-02."
    )]
    public async Task A_demand_that_the_service_does_not_meet_is_dropped(
        string reply,
        string finding,
        string note
    )
    {
        var contract = await ContractAsync();
        var capture = Exchange("GET", "/v1/ai/e/hailuo/video/task/2447856055707231") with
        {
            ReplyBody = JObject.Parse(reply),
        };
        DriftCheck
            .Find(contract, capture)
            .Select(one => $"{one}")
            .Should()
            .Contain($"hailuo_getTask reply {finding}");

        var learnt = await LearntOverlay.OfAsync(contract, [capture]);

        learnt.Open.Should().BeEmpty();
        learnt.Text.Should().Contain(note);
        DriftCheck.Find(await ContractAsync(learnt.Text!), capture).Should().BeEmpty();
    }

    [Fact]
    public async Task A_limit_that_only_the_mask_breaks_stays()
    {
        var learnt = await LearntOverlay.OfAsync(
            await ContractAsync(),
            [
                Exchange("GET", "/v1/ai/e/hailuo/video/task/2447856055707231") with
                {
                    ReplyBody = JObject.Parse(
                        """{"status":"Success","stats":{"seconds":2,"places":[{"line":"(masked)"}]}}"""
                    ),
                },
            ]
        );

        learnt.Text.Should().BeNull();
        learnt.Open.Should().ContainSingle().Which.Kind.Should().Be(DriftKind.BrokenLimit);
    }

    [Fact]
    public async Task An_operation_that_the_contract_lacks_is_reported_and_not_made_up()
    {
        await File.WriteAllTextAsync(
            _folder["remix.json"],
            """
            {"request":{"method":"POST","urlPath":"/v1/ai/mine/hailuo/video/remix/2447856055707231"},
              "response":{"status":200,"jsonBody":{"taskId":"2447856055707232"}}}
            """
        );

        (await _tool.RunAsync("contract", "learn", _folder["remix.json"])).Should().Be(1);

        _tool.Out.Should().Be("The contract already has everything that can be learnt.");
        _tool
            .Error.Should()
            .StartWith(
                "left to you: none request POST /v1/ai/*/hailuo/video/remix/*: no operation has"
            )
            .And.Contain("Describe it in an overlay of your own")
            .And.NotContain("24478560557072");

        (await _tool.RunAsync("contract", "learn", _folder["remix.json"], "--json")).Should().Be(1);
        JToken.Parse(_tool.Out)["leftToYou"]!
            .Values<string>()
            .Should()
            .ContainSingle(finding => finding!.Contains("no operation has"));
    }

    private static ContractExchange Exchange(string method, string path) =>
        new()
        {
            Method = method,
            Path = path,
            StatusCode = 200,
            SeenOn = new DateOnly(2026, 11, 2),
        };

    private static Task<ContractDocument> ContractAsync(params string[] learnt)
    {
        var contract = ContractText.Read(ContractText.ReadEmbedded(), "The contract");
        foreach (var overlay in learnt.Prepend(Demanding))
        {
            Overlay.Parse(overlay, "The overlay").ApplyTo(contract);
        }

        return ContractDocument.ParseAsync(contract.ToString(), "The contract");
    }
}

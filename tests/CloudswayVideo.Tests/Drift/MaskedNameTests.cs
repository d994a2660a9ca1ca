using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>The names of fields are shown, kept and learnt, unless they could be a value of a user.</summary>
public sealed class MaskedNameTests : IDisposable
{
    private const string Job = "/v1/ai/mine/hailuo/video/task/2447856055707231";

    private readonly TemporaryFolder _folder = new();
    private readonly Tool _tool = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tool.Dispose();
    }

    [Fact]
    public void A_field_with_the_name_of_a_part_of_the_path_is_shown_and_kept()
    {
        var exchange = Exchange(
            "/v1/ai/mine/hailuo/video/file",
            """{"file":{"tier":1},"video":{"mediaUrl":"https://a.example/"},"hailuo":2}"""
        );

        var masked = new ExchangeMask().Mask(ContractCases.Document, exchange);

        ((JObject)masked.ReplyBody!)
            .Properties()
            .Select(field => field.Name)
            .Should()
            .Equal("file", "video", "hailuo");
        SampleExchange
            .Findings(exchange)
            .Should()
            .Contain("hailuo_getFile reply $.hailuo: unknown field, an integer")
            .And.NotContain(finding => finding.Contains("(masked)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("2447856055707231")]
    [InlineData("RWsecret0Gd")]
    public void A_field_with_the_name_of_a_value_of_the_request_is_masked(string name)
    {
        var exchange = Exchange(Job, $$"""{"status":"Success","{{name}}":1}""");

        new ExchangeMask()
            .Mask(ContractCases.Document, exchange)
            .ReplyBody!.ToString()
            .Should()
            .NotContain(name);
        SampleExchange
            .Findings(exchange)
            .Should()
            .Equal("hailuo_getTask reply $.(masked): unknown field, an integer");
    }

    [Fact]
    public void A_documented_field_keeps_its_name_whatever_the_request_has()
    {
        var exchange = Exchange(
            Job.Replace("mine", "status", StringComparison.Ordinal),
            """{"status":"Success","base_resp":{"status":"Success"}}"""
        );

        new ExchangeMask()
            .Mask(ContractCases.Document, exchange)
            .ReplyBody!.ToString(Formatting.None)
            .Should()
            .StartWith("""{"status":"Success","base_resp":{"masked~""");
        SampleExchange
            .Findings(exchange)
            .Should()
            .Equal("hailuo_getTask reply $.base_resp.(masked): unknown field, a string");
    }

    [Fact]
    public async Task A_header_whose_name_is_masked_is_not_learnt()
    {
        var exchange = Exchange(Job, """{"status":"Success"}""") with
        {
            ReplyHeaders = new Dictionary<string, string> { ["mine"] = "1" },
        };

        var learnt = await LearntOverlay.OfAsync(ContractCases.Document, [exchange]);

        learnt.Text.Should().BeNull();
        learnt
            .Open.Select(one => $"{one}")
            .Should()
            .Equal("hailuo_getTask reply: unknown header (masked)");
    }

    [Theory]
    [InlineData("\u043a\u043b\u044e\u0447")]
    [InlineData("a_name_that_is_longer_than_forty_characters_is")]
    [InlineData("at_123456")]
    [InlineData("mine")]
    public async Task A_field_whose_name_is_masked_is_left_to_the_user(string name)
    {
        var body = $$$"""{"status":"Success","base_resp":{"{{{name}}}":1}}""";
        var recorded = Capture
            .ToMapping(
                new ExchangeMask().Mask(ContractCases.Document, Exchange(Job, body)),
                null,
                "one",
                0
            )
            .ToString();
        await File.WriteAllTextAsync(_folder["recorded.json"], recorded);
        await File.WriteAllTextAsync(
            _folder["whole.json"],
            $$"""
            {"request":{"method":"GET","urlPath":"{{Job}}"},
              "response":{"status":200,"jsonBody":{{body}} } }
            """
        );
        recorded.Should().NotContain(name);

        foreach (var file in new[] { "recorded.json", "whole.json" })
        {
            (await _tool.RunAsync("contract", "learn", _folder[file])).Should().Be(1);

            _tool.Out.Should().Be("The contract already has everything that can be learnt.");
            _tool
                .Error.Should()
                .Be(
                    "left to you: hailuo_getTask reply $.base_resp.(masked): unknown field, an integer. "
                        + "Its name could be an id or a text of yours, so it is not shown: "
                        + "look at the reply itself, and add the field in an overlay of your own."
                );
        }
    }

    [Fact]
    public async Task The_place_of_a_broken_limit_shows_no_id()
    {
        var contract = ContractText.Read(ContractText.ReadEmbedded(), "The contract");
        contract["components"]!["schemas"]!["HailuoTask"]!["properties"]!["jobs"] = JObject.Parse(
            """
            {"type":"object","description":"By id.","additionalProperties":
              {"type":"object","properties":{"seconds":{"type":"integer","maximum":60,"description":"s"}}}}
            """
        );

        DriftCheck
            .Find(
                await ContractDocument.ParseAsync(contract.ToString(), "The contract"),
                Exchange(Job, """{"status":"Success","jobs":{"2447856055707231":{"seconds":61}}}""")
            )
            .Select(one => $"{one}")
            .Should()
            .Equal("hailuo_getTask reply $.jobs.(masked).seconds: breaks a limit: number too big");
    }

    private static ContractExchange Exchange(string path, string reply) =>
        new()
        {
            Method = "GET",
            Path = path,
            Query = path.EndsWith("/file", StringComparison.Ordinal)
                ? new Dictionary<string, string> { ["taskId"] = "1", ["fileId"] = "2" }
                : new Dictionary<string, string>(),
            StatusCode = 200,
            ReplyBody = JObject.Parse(reply),
            Secrets = [SampleExchange.Key],
        };
}

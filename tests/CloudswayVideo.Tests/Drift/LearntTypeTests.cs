using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Numbers that the contract does not expect are learnt with a type that takes them all.</summary>
public sealed class LearntTypeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Tool _tool = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tool.Dispose();
    }

    [Theory]
    [InlineData("""{"status":"Success","video_height":720.5}""", "number")]
    [InlineData(
        """{"status":"Success","video_height":720.5}""",
        "number",
        """{"status":"Success","video_height":720}""",
        """{"status":"Success","video_height":null}"""
    )]
    [InlineData(
        """{"status":"Success","video_height":"720"}""",
        "oneOf",
        """{"status":"Success","video_height":720.5}"""
    )]
    [InlineData("""{"status":"Success","boxes":[[1,2],[3.5]]}""", "number")]
    [InlineData("""{"status":"Success","sizes":[1,"2",3.5,null]}""", "oneOf")]
    [InlineData("""{"status":"Success","big":123456789012345678901234567890}""", "number")]
    [InlineData("""{"status":"Success","bigs":[{"big":-123456789012345678901}]}""", "number")]
    [InlineData("""{"status":"Success","video_height":1e400}""", "number")]
    [InlineData("""{"status":"Success","huge":-1e400,"large":1e300}""", "number")]
    [InlineData("""{"status":"Success","odd":NaN}""", "number")]
    public async Task Every_number_of_a_reply_is_learnt(
        string reply,
        string type,
        params string[] more
    )
    {
        foreach (var (index, body) in more.Prepend(reply).Index())
        {
            await RecordAsync($"{index}.json", body);
        }

        var overlay = _folder["overlay.yaml"];
        var captures = _folder["captures"];

        (await _tool.RunAsync("contract", "learn", captures, "--out", overlay))
            .Should()
            .Be(0, _tool.Error);

        (await _tool.RunAsync("contract", "check", captures, "--overlay", overlay))
            .Should()
            .Be(0, _tool.Out);
        (await File.ReadAllTextAsync(overlay)).Should().Contain(type);
    }

    [Fact]
    public async Task A_fraction_among_listed_integers_is_left_to_the_user()
    {
        var contract = ContractText.Read(ContractText.ReadEmbedded(), "The contract");
        contract["components"]!["schemas"]!["HailuoTask"]!["properties"]!["step"] = JObject.Parse(
            """{"type":"integer","enum":[1,2],"description":"The step."}"""
        );
        var document = await ContractDocument.ParseAsync(contract.ToString(), "The contract");

        var learnt = await LearntOverlay.OfAsync(
            document,
            [
                SampleExchange.Of(
                    ContractCases.Operation("hailuo_getTask"),
                    200,
                    JObject.Parse("""{"status":"Success","step":1.5}""")
                ),
            ]
        );

        learnt.Text.Should().BeNull();
        learnt
            .Open.Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .Be("hailuo_getTask reply $.step: found a number, documented is integer");
    }

    [Theory]
    [InlineData("integer", "123456789012345678901234567890", "at most 60")]
    [InlineData("integer", "-123456789012345678901234567890", "at least 1")]
    [InlineData("number", "1e300", "at most 60")]
    [InlineData("number", "1e400", "at most 60")]
    public async Task A_number_of_any_size_is_checked_against_its_limits(
        string type,
        string number,
        string limit
    )
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(
            $$$$"""{"type":"object","properties":{"n":{"type":"{{{{type}}}}","minimum":1,"maximum":60}}}"""
        );

        ContractValidation
            .Check(JObject.Parse($$$"""{"n":{{{number}}}}"""), schema)
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith(type == "integer" ? $"n: found {number}, {limit}" : "n: found ")
            .And.Contain(limit);
    }

    private Task RecordAsync(string file, string body)
    {
        Directory.CreateDirectory(_folder["captures"]);
        return File.WriteAllTextAsync(
            Path.Combine(_folder["captures"], file),
            $$$"""
            {"request":{"method":"GET","urlPath":"/v1/ai/mine/hailuo/video/task/2447856055707231"},
              "response":{"status":200,"jsonBody":{{{body}}}}}
            """
        );
    }
}

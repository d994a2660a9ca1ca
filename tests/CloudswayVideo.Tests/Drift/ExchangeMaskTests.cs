using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Captures keep what can be learnt from, without the values of a user.</summary>
public sealed class ExchangeMaskTests
{
    [Fact]
    public void Ids_are_masked_alike_everywhere_and_words_of_the_contract_stay()
    {
        var exchange = new ContractExchange
        {
            Method = "GET",
            Path = "/v1/ai/mine/hailuo/video/task/2447856055707231",
            StatusCode = 200,
            ReplyBody = JObject.Parse(
                """{"status":"Success","task_id":2447856055707231,"copy":"2447856055707231","videoWidth":1280}"""
            ),
        };

        var masked = new ExchangeMask().Mask(ContractCases.Document, exchange);

        var id = masked.Path.Split('/')[^1];
        id.Should().NotBe("2447856055707231");
        masked.Path.Should().Be($"/v1/ai/*/hailuo/video/task/{id}");
        masked
            .ReplyBody!.ToString(Formatting.None)
            .Should()
            .Be($$"""{"status":"Success","task_id":{{id}},"copy":"{{id}}","videoWidth":1280}""");
    }
}

using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Exchanges with the operations of the contract, and what is found in them.</summary>
internal static class SampleExchange
{
    public const string Key = "RWsecret0Gd";

    public static IEnumerable<string> Findings(ContractExchange exchange) =>
        DriftCheck.Find(ContractCases.Document, exchange).Select(one => one.ToString());

    public static ContractExchange Of(ContractOperation operation, int statusCode, JToken? reply) =>
        new()
        {
            Method = operation.Method,
            Path = PathOf(operation),
            Query = operation
                .Parameters.Where(one => one.Kind == NSwag.OpenApiParameterKind.Query)
                .ToDictionary(one => one.Name, _ => "1"),
            RequestBody =
                operation.RequestExamples.Values.FirstOrDefault()
                ?? JToken.Parse("""{"prompt":"A fox in the snow","other":"A fox"}"""),
            StatusCode = statusCode,
            ReplyBody = reply,
            Secrets = [Key],
        };

    private static string PathOf(ContractOperation operation) =>
        "/v1/ai"
        + operation
            .Template.Replace("{endpointPath}", "e", StringComparison.Ordinal)
            .Replace("{taskId}", "2447856055707231", StringComparison.Ordinal);
}

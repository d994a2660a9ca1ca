namespace CloudswayVideo.Contract.Drift;

/// <summary>Writes and reads exchanges as mapping files of WireMock, which a mock can replay.</summary>
public static partial class Capture
{
    // They describe the bytes that were received, and not the masked body that is replayed.
    private static readonly HashSet<string> OfBytes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Keep-Alive",
        "Transfer-Encoding",
    };

    /// <summary>Makes a mapping of an exchange.</summary>
    /// <param name="masked">The exchange, masked.</param>
    /// <param name="operation">The operation; null if the contract has no such operation.</param>
    /// <param name="scenario">The sequence of exchanges that it belongs to.</param>
    /// <param name="number">Its number in that sequence, from 0.</param>
    /// <returns>The mapping. Set its SetStateTo if another one follows in the sequence.</returns>
    public static JObject ToMapping(
        ContractExchange masked,
        ContractOperation? operation,
        string scenario,
        int number
    )
    {
        ArgumentNullException.ThrowIfNull(masked);
        var response = new JObject
        {
            ["StatusCode"] = masked.StatusCode,
            ["Headers"] = JObject.FromObject(
                masked
                    .ReplyHeaders.Where(header => !OfBytes.Contains(header.Key))
                    .ToDictionary(header => header.Key, header => header.Value)
            ),
            ["Delay"] = (int)(masked.Elapsed ?? TimeSpan.Zero).TotalMilliseconds,
        };
        if (masked.ReplyBody is { } body)
        {
            response["BodyAsJson"] = body;
        }
        else if (masked.HasOtherBody)
        {
            response["Body"] = SafeText.Masked;
        }

        return new JObject
        {
            ["Guid"] = Guid.NewGuid(),
            ["Title"] = $"{operation?.Id ?? "no operation"} {masked.StatusCode}",
            ["Scenario"] = scenario,
            ["WhenStateIs"] = number == 0 ? null : StateOf(number),
            ["Request"] = new JObject
            {
                ["Path"] = new JObject { ["Matchers"] = Matchers("WildcardMatcher", masked.Path) },
                ["Methods"] = new JArray(masked.Method),
                ["Params"] = new JArray(
                    masked.Query.Select(one => new JObject
                    {
                        ["Name"] = one.Key,
                        ["Matchers"] = Matchers("ExactMatcher", one.Value),
                    })
                ),
            },
            ["Response"] = response,
            // WireMock ignores it. The request is no condition for the reply, but is compared with the contract later.
            ["Data"] = new JObject
            {
                ["request"] = masked.RequestBody,
                ["seenOn"] = masked.SeenOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>The name of a state in a sequence of mappings.</summary>
    /// <param name="number">The number of the mapping that is next, from 0.</param>
    /// <returns>The name.</returns>
    public static string StateOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} answered");

    private static JArray Matchers(string name, string pattern) =>
        [new JObject { ["Name"] = name, ["Pattern"] = pattern }];
}

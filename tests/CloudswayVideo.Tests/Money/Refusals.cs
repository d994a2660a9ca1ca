using System.Globalization;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Money;

/// <summary>
/// The replies that say that a job was not accepted: taken from the contract, independently of the client.
/// </summary>
internal static class Refusals
{
    // All codes of the contract except faults of the service, after which the outcome is unknown.
    private static readonly int[] Codes =
    [
        1002,
        1039,
        1041,
        2045,
        1004,
        2049,
        2038,
        2061,
        1008,
        1028,
        1030,
        2056,
        1026,
        1027,
        1042,
        2013,
    ];

    public static bool Tells(GatewayReply reply)
    {
        if (
            !reply.TellsStatus
            || (reply.ArrivesWhole && reply.Body.Contains("{id}", StringComparison.Ordinal))
        )
        {
            return false;
        }

        return reply.StatusCode switch
        {
            408 or 499 => false,
            >= 400 and < 500 => true,
            503 => reply.ArrivesWhole && HasCode(Read(reply.Body)),
            >= 200 and < 300 => reply.ArrivesWhole && Codes.Contains(BaseCode(Read(reply.Body))),
            _ => false,
        };
    }

    private static bool HasCode(JObject? body) =>
        body?["code"] is JValue { Value: not null and not 0L }
        || (body?["error"] as JObject)?["code"] is JValue { Value: not null }
        || BaseCode(body) != 0;

    private static int BaseCode(JObject? body) =>
        int.Parse(
            $"{(body?["base_resp"] as JObject)?["status_code"] ?? 0}",
            CultureInfo.InvariantCulture
        );

    private static JObject? Read(string body)
    {
        try
        {
            return JToken.Parse(body) as JObject;
        }
        catch (JsonReaderException)
        {
            return null;
        }
    }
}

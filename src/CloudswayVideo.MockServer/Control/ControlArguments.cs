using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Control;

/// <summary>The fields of a request. The document has checked their types.</summary>
internal sealed class ControlArguments(JObject json)
{
    public int Calls => (int?)json["calls"] ?? 1;

    public string Text(string name, string missing = "") => (string?)json[name] ?? missing;

    public double Number(string name, double missing) => (double?)json[name] ?? missing;

    public MockFault Fault()
    {
        var statusCode = (int?)json["statusCode"] ?? StatusCodes.Status503ServiceUnavailable;
        var fault = Text("fault");
        CheckFieldsOf(fault);
        return fault switch
        {
            "refusal" => MockFault.Refusal(
                statusCode,
                (string?)json["example"],
                json["retryAfterSeconds"] is { } seconds ? TimeSpan.FromSeconds((int)seconds) : null
            ),
            "interception" => MockFault.Interception(
                statusCode,
                Text("body"),
                Text("contentType", "text/html")
            ),
            "otherStatus" => MockFault.OtherStatus(statusCode),
            "dribble" => MockFault.Dribble(TimeSpan.FromSeconds(Number("durationSeconds", 2))),
            _ => new MockFault(Enum.Parse<FaultKind>(fault, ignoreCase: true)),
        };
    }

    // A field of another fault would have no effect.
    private void CheckFieldsOf(string fault)
    {
        string[] own = fault switch
        {
            "refusal" => ["statusCode", "example", "retryAfterSeconds"],
            "interception" => ["statusCode", "body", "contentType"],
            "otherStatus" => ["statusCode"],
            "dribble" => ["durationSeconds"],
            _ => [],
        };
        string[] allowed = ["operation", "fault", "calls", .. own];
        if (json.Properties().FirstOrDefault(field => !allowed.Contains(field.Name)) is { } other)
        {
            throw new ArgumentException(
                $"{other.Name}: is no field of the fault {fault}; it has {string.Join(", ", allowed)}."
            );
        }
    }
}

using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Cli.Journal;

/// <summary>What became of a submission.</summary>
[JsonConverter(typeof(StringEnumConverter), true)]
internal enum JournalEvent
{
    /// <summary>About to be sent. When nothing follows, the process ended before it knew.</summary>
    Submitting,

    /// <summary>Accepted, with the id.</summary>
    Accepted,

    /// <summary>Not accepted; nothing is paid.</summary>
    Refused,

    /// <summary>Sent, and maybe accepted.</summary>
    Unknown,
}

/// <summary>One line of the journal, which can be understood without any other. It holds no key, prompt or image.</summary>
[JsonObject(
    NamingStrategyType = typeof(CamelCaseNamingStrategy),
    ItemNullValueHandling = NullValueHandling.Ignore
)]
internal sealed record JournalEntry(
    Guid Attempt,
    DateTimeOffset At,
    JournalEvent Event,
    string Family,
    string Kind,
    string Endpoint,
    string BaseUrl,
    string? Id = null
);

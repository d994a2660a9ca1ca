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

    /// <summary>Accepted, and the video was saved.</summary>
    Saved,

    /// <summary>Accepted, and the job failed.</summary>
    Failed,
}

/// <summary>
/// One line of the journal, which can be understood without any other. It holds no key and no image, and a prompt
/// only if the user wants that.
/// </summary>
/// <param name="Attempt">What the lines of one submission have in common.</param>
/// <param name="At">When it was written.</param>
/// <param name="Event">What happened.</param>
/// <param name="Family">The family of the job.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Endpoint">The endpoint path it was sent to.</param>
/// <param name="BaseUrl">The gateway it was sent to.</param>
/// <param name="Id">The id that came back, if one did.</param>
/// <param name="Batch">The folder of the batch, for a row of one.</param>
/// <param name="Row">The key of the row in its batch.</param>
/// <param name="File">Where the video was saved.</param>
/// <param name="Prompt">The first words of the prompt, if the user wants them kept.</param>
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
    string? Id = null,
    string? Batch = null,
    string? Row = null,
    string? File = null,
    string? Prompt = null
)
{
    /// <summary>Whether the id of an accepted job stands here.</summary>
    [JsonIgnore]
    public bool HasJob =>
        Event is JournalEvent.Accepted or JournalEvent.Saved or JournalEvent.Failed;

    /// <summary>Whether all is there that a line must have.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Enum.IsDefined(Event)
        && Family is not null
        && Kind is not null
        && Endpoint is not null
        && BaseUrl is not null
        && (Id is not null || !HasJob);
}

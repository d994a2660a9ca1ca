namespace CloudswayVideo;

/// <summary>What a status means, the same for both families.</summary>
public enum VideoJobPhase
{
    /// <summary>The service sent no status, or one that the contract does not know. Not a failure: ask again.</summary>
    Unknown,

    /// <summary>Accepted and waiting.</summary>
    Pending,

    /// <summary>Being made.</summary>
    Running,

    /// <summary>Finished; there is a video.</summary>
    Succeeded,

    /// <summary>Ended without a video.</summary>
    Failed,
}

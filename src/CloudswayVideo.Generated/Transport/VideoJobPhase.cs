namespace CloudswayVideo;

/// <summary>The meaning of a job's status, the same for every family.</summary>
public enum VideoJobPhase
{
    /// <summary>
    /// The service sent no status, or one that the contract does not know. This is not a failure: ask again.
    /// </summary>
    Unknown,

    /// <summary>The job is accepted and waits for its start.</summary>
    Pending,

    /// <summary>The service is making the video.</summary>
    Running,

    /// <summary>The job ended, and its video is ready.</summary>
    Succeeded,

    /// <summary>The job ended without a video.</summary>
    Failed,
}

namespace CloudswayVideo;

/// <summary>What to do after a failure.</summary>
public enum NextStep
{
    /// <summary>
    /// Nothing was accepted, and the cause may be temporary: make the same call again after some time. The client has
    /// already tried up to three times.
    /// </summary>
    Repeat,

    /// <summary>
    /// Nothing is lost: ask, wait or download again later with the id of the job. Do not submit again: that would be a
    /// second paid job.
    /// </summary>
    AskLater,

    /// <summary>The same call would fail again. The exception says what to correct.</summary>
    Stop,

    /// <summary>
    /// A paid job may have been accepted, and its id is not certain. Check the account before you submit again.
    /// </summary>
    CheckAccount,
}

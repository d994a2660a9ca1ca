namespace CloudswayVideo;

/// <summary>What to do after a failure. One table decides it for every failure of this library.</summary>
public enum NextStep
{
    /// <summary>
    /// Nothing was accepted, and the cause may pass: the same may be sent again after a while. The client has tried up
    /// to three times already.
    /// </summary>
    Repeat,

    /// <summary>
    /// Nothing is lost: ask, wait or download again with the id of the job. Submit nothing: that would be a second job.
    /// </summary>
    AskLater,

    /// <summary>Final: the same would end the same way. The exception says what to correct.</summary>
    Stop,

    /// <summary>
    /// A paid job may have been accepted, and its id is not known for certain. Look at the account before the same is
    /// submitted again.
    /// </summary>
    CheckAccount,
}

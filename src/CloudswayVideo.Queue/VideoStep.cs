namespace CloudswayVideo.Queue;

/// <summary>What a step of a row has led to.</summary>
public enum VideoStepEnd
{
    /// <summary>Another step is due after <see cref="VideoStep.Delay"/>.</summary>
    Again,

    /// <summary>The video is saved.</summary>
    Saved,

    /// <summary>There will be no video.</summary>
    Failed,

    /// <summary>A person decides whether it is paid for again.</summary>
    PersonDecides,

    /// <summary>
    /// The row is not in the journal, or belongs to another job of the engine: this one has nothing to do.
    /// </summary>
    Superseded,
}

/// <summary>What a step of a row has led to, and why.</summary>
/// <param name="End">What it has led to.</param>
/// <param name="Delay">When the next step is due, from now on; zero unless there is one.</param>
/// <param name="Reason">Why, or the saved file. It holds no key, prompt, image or signed URL.</param>
public readonly record struct VideoStep(
    VideoStepEnd End,
    TimeSpan Delay = default,
    string? Reason = null
)
{
    /// <summary>What a submission ended in that brought no id.</summary>
    internal Exception? Failure { get; init; }
}

namespace CloudswayVideo.Queue;

/// <summary>The result of a step of a row.</summary>
public enum VideoStepEnd
{
    /// <summary>Another step is due after <see cref="VideoStep.Delay"/>.</summary>
    Again,

    /// <summary>The video is saved.</summary>
    Saved,

    /// <summary>There will be no video.</summary>
    Failed,

    /// <summary>A person must decide whether the video is paid for again.</summary>
    PersonDecides,

    /// <summary>
    /// The row is not in the journal, or another job of the engine delivers it: this job has nothing to do.
    /// </summary>
    Superseded,
}

/// <summary>The result of a step of a row, and its reason.</summary>
/// <param name="End">The result.</param>
/// <param name="Delay">The time until the next step is due; zero without one.</param>
/// <param name="Reason">The reason, or the saved file. It holds no key, prompt, image or signed URL.</param>
public readonly record struct VideoStep(
    VideoStepEnd End,
    TimeSpan Delay = default,
    string? Reason = null
);

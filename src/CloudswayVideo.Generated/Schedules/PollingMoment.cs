namespace CloudswayVideo;

/// <summary>The input of a schedule, after a reply that did not end the job.</summary>
/// <param name="JobAge">The time since the job was submitted, or since GetJob if that is not known.</param>
/// <param name="Asked">The number of questions about the job in this wait, at least one.</param>
/// <param name="Random">A random number from 0 to 1 to vary the delay with; 0.5 means no change.</param>
/// <param name="Durations">The durations of the last jobs of the same client.</param>
public readonly record struct PollingMoment(
    TimeSpan JobAge,
    int Asked,
    double Random,
    JobDurations Durations
);

using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>What a schedule knows after an answer that did not end the job.</summary>
/// <param name="JobAge">The time since the job was submitted; since it was taken up, where that is not known.</param>
/// <param name="Asked">How often the job was asked about in this waiting, at least once.</param>
/// <param name="Random">A number from 0 to 1 by which the schedule may vary; 0.5 means not at all.</param>
/// <param name="Durations">How long the last jobs of the same endpoint took.</param>
public readonly record struct PollingMoment(
    TimeSpan JobAge,
    int Asked,
    double Random,
    JobDurations Durations
);

using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Queue.Submission;

/// <summary>Gives steps the client and the request of a row, and decides what a failed submission means.</summary>
internal interface IRowSource
{
    /// <summary>The client of a row's endpoint.</summary>
    CloudswayClient ClientFor(JournalRow row);

    /// <summary>
    /// Prepares a submission, before the journal says that it is about to be sent. What it returns sends the request,
    /// once. If it throws, nothing was sent.
    /// </summary>
    Task<Func<Task<VideoJob>>> PrepareAsync(
        JournalRow row,
        string attempt,
        CloudswayClient client,
        CancellationToken cancellationToken
    );

    /// <summary>What a submission without an id means for its row.</summary>
    SubmissionEnd EndOf(Exception exception, JournalRow row) =>
        SubmissionEnd.After(exception, row.Asked);

    /// <summary>
    /// Whether to stop writing the result of a submission after so many failures, because it is kept elsewhere too. By
    /// default writing is tried for as long as it takes.
    /// </summary>
    bool GivesUpAfter(int failures) => false;

    /// <summary>The reason that the journal keeps for a failure before the submission.</summary>
    string ReasonOf(Exception exception) => SafeReason.For(exception);
}

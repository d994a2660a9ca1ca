using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Queue.Steps;

/// <summary>Gives steps the client and the request of a row, and decides what a failed submission means.</summary>
internal interface IRowSource
{
    /// <summary>The client of a row's endpoint.</summary>
    /// <exception cref="ArgumentException">No client can be used.</exception>
    CloudswayClient ClientFor(JournalRow row);

    /// <summary>Prepares a submission. Called before the journal says that the request is about to be sent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="attempt">The id of this submission in the journal.</param>
    /// <param name="client">The client of the row.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Sends the request, once.</returns>
    /// <exception cref="Exception">The request cannot be sent; nothing was.</exception>
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

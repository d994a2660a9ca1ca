using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Queue.Steps;

/// <summary>What steps need beside the journal: clients, requests, and what their failures mean.</summary>
internal interface IRowSource
{
    /// <summary>The client that a row's job is submitted and asked about with.</summary>
    /// <exception cref="ArgumentException">None can be used.</exception>
    CloudswayClient ClientFor(JournalRow row);

    /// <summary>Does all that a submission needs before the journal says that it is about to be sent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="attempt">What the journal calls this submission.</param>
    /// <param name="client">Its client.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Sends the request, once.</returns>
    /// <exception cref="Exception">It cannot be sent; nothing was.</exception>
    Task<Func<Task<VideoJob>>> PrepareAsync(
        JournalRow row,
        string attempt,
        CloudswayClient client,
        CancellationToken cancellationToken
    );

    /// <summary>What it means to a row that its submission ended without an id.</summary>
    SubmissionEnd EndOf(Exception exception, JournalRow row) =>
        SubmissionEnd.Of(exception, row.Asked);

    /// <summary>
    /// Whether the journal is given up after so many failures to write what became of a submission, because that is
    /// known elsewhere too. What is known here alone is written however long that takes.
    /// </summary>
    bool GivesUpAfter(int failures) => false;

    /// <summary>What the journal says of a failure before the submission.</summary>
    string ReasonOf(Exception exception) => Words.Of(exception);
}

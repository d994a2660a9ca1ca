using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>A row of the file of jobs that can be submitted.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Key">
/// What identifies the row in every run: its id or, without one, its digest and a count of equal rows before it.
/// </param>
/// <param name="Digest">A hash of everything the row says, so that a change shows and no prompt has to be kept.</param>
/// <param name="Endpoint">The endpoint path.</param>
/// <param name="Job">The request.</param>
internal sealed record BatchRow(
    int Number,
    string Key,
    string Digest,
    string Endpoint,
    PreparedJob Job
);

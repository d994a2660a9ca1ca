using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>A row of a batch that keeps to the contract.</summary>
/// <param name="Number">Where it stands in the file.</param>
/// <param name="Key">
/// What it is known by in every run: its own id or, without one, its digest and how often it came before.
/// </param>
/// <param name="Digest">Of all that it says, so that a change shows and no prompt has to be kept.</param>
/// <param name="Kind">What is submitted.</param>
/// <param name="Endpoint">Where.</param>
/// <param name="Job">The request.</param>
internal sealed record BatchRow(
    int Number,
    string Key,
    string Digest,
    JobKind Kind,
    string Endpoint,
    PreparedJob Job
);

using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// A row of the file of jobs that can be submitted. Its key identifies it in every run: its id or, without one, its
/// digest and a count of equal rows before it.
/// </summary>
internal sealed record BatchRow(
    int Number,
    string Key,
    string Digest,
    string Endpoint,
    PreparedJob Job
);

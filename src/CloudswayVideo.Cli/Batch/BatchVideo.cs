using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// A row of a batch in the journal, with what ties it to the file of jobs. It holds no key, prompt, image or signed
/// URL.
/// </summary>
internal sealed record BatchVideo : JournalRow
{
    /// <summary>The number of the row in the file.</summary>
    public int Number { get; init; }

    /// <summary>A hash of what the row said when it was last read, which shows a change.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether it is still in the file.</summary>
    public bool IsPresent { get; init; }

    /// <summary>The base URL it is submitted to; null before its first run.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The kind of job, such as "hailuo text-to-video".</summary>
    public string Command => Kind;

    /// <exception cref="CommandException">The journal names a family that does not exist.</exception>
    public Family Family => Family.Named(Command.Split(' ')[0]);

    /// <summary>The id of the job, or what may be its id; null without one.</summary>
    public string? JobId => Job is null ? Possible : Token?.Id ?? Job;

    /// <summary>When the job was accepted; null without one.</summary>
    public DateTimeOffset? SubmittedAt => Token?.SubmittedAt;

    /// <summary>
    /// The time from submitting to the saved video; from the first run, if it is not known when it was submitted.
    /// </summary>
    public double? Seconds =>
        State == QueuedVideoState.Saved
            ? (Changed - (SubmittedAt?.ToUnixTimeMilliseconds() ?? Created)) / 1000.0
            : null;

    /// <summary>The name of the video's file in the folder.</summary>
    public string? FileName => Path.GetFileName(File);

    // A journal from elsewhere may hold anything.
    private VideoJobToken? Token
    {
        get
        {
            try
            {
                return Job is null ? null : VideoJobToken.Parse(Job);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether its video was saved in the folder of the batch, is gone, and can be fetched again.</summary>
    public bool HasLostFile(string folder) =>
        State == QueuedVideoState.Saved
        && IsPresent
        && Job is not null
        && FileName is { } name
        && !System.IO.File.Exists(Path.Combine(folder, name));

    /// <summary>
    /// The state of the row after the user's wish to submit it again, if it is still in the file. If an ambiguous row
    /// has a possible job id, the job is asked about instead.
    /// </summary>
    public QueuedVideoState Released(bool resubmits, bool retries) =>
        (State, IsPresent) switch
        {
            (QueuedVideoState.Failed, true) when retries => QueuedVideoState.Waiting,
            (QueuedVideoState.Ambiguous, true) when resubmits && Possible is null =>
                QueuedVideoState.Waiting,
            (QueuedVideoState.Ambiguous, true)
                when resubmits && EarlierJobCommands.UsableId().IsMatch(Possible!) =>
                QueuedVideoState.Accepted,
            _ => State,
        };
}

using System.Text.RegularExpressions;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// A row of a batch as the journal knows it, with what ties it to the file of jobs. It holds no key, prompt, image or
/// signed URL.
/// </summary>
internal sealed partial record BatchVideo : JournalRow
{
    /// <summary>Where it stands in the file.</summary>
    public int Number { get; init; }

    /// <summary>By which a change of the row shows.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether it is still in the file.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Where it is submitted; null before a run had it.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>What is submitted, such as "hailuo text-to-video".</summary>
    public string Command => Kind;

    /// <summary>The id of the job, or what may be it; null without one.</summary>
    public string? JobId => Job is null ? Possible : Token?.Id ?? Job;

    /// <summary>When the job was accepted; null without one.</summary>
    public DateTimeOffset? SubmittedAt => Token?.SubmittedAt;

    /// <summary>
    /// The time from submitting to the saved video; from the first run on, where the former is not known.
    /// </summary>
    public double? Seconds =>
        State == QueuedVideoState.Saved
            ? (Changed - (SubmittedAt?.ToUnixTimeMilliseconds() ?? Created)) / 1000.0
            : null;

    /// <summary>The name of the video's file in the folder.</summary>
    public string? FileName => Path.GetFileName(File);

    // A file that was made elsewhere may hold any word.
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

    /// <summary>
    /// How the row stands once the user wants it submitted again, as far as it is still in the file. Where the id of a
    /// job in doubt is known, that job is asked about instead.
    /// </summary>
    /// <param name="resubmits">Whether what may have been accepted is submitted again.</param>
    /// <param name="retries">Whether what failed is submitted again.</param>
    public QueuedVideoState Released(bool resubmits, bool retries) =>
        (State, IsPresent) switch
        {
            (QueuedVideoState.Failed, true) when retries => QueuedVideoState.Waiting,
            (QueuedVideoState.Ambiguous, true) when resubmits && Possible is null =>
                QueuedVideoState.Waiting,
            (QueuedVideoState.Ambiguous, true) when resubmits && UsableId().IsMatch(Possible!) =>
                QueuedVideoState.Accepted,
            _ => State,
        };

    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._~-]{1,256}\z")]
    private static partial Regex UsableId();
}

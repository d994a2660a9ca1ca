using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>What the service said of a job at one moment.</summary>
public sealed class VideoJobUpdate
{
    private const int LongestPlainWord = 20;

    internal VideoJobUpdate() { }

    /// <summary>The id of the job: the one that submitting returned, whatever id the reply has.</summary>
    public required string JobId { get; init; }

    /// <summary>What the status means.</summary>
    public required VideoJobPhase Phase { get; init; }

    /// <summary>
    /// The status in the service's own word; blank if it sent none. One that the contract does not know may be any
    /// text.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>How far the job is, from 0 to 1, where the family tells (Haiper does). Only to be shown.</summary>
    public double? Progress { get; init; }

    /// <summary>When the answer arrived.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>What a failure means; <see cref="ErrorReason.Unknown"/> unless the job failed and told why.</summary>
    public ErrorReason FailureReason { get; init; }

    /// <summary>The code of a failure, if the service named one.</summary>
    public string? FailureCode { get; init; }

    /// <summary>
    /// The service's words for a failure, if it had any. They may repeat the prompt: do not log them unseen.
    /// </summary>
    public string? FailureMessage { get; init; }

    /// <summary>What to quote to Cloudsway's support, if the service named it.</summary>
    public string? RequestId => Reply?.RequestId;

    /// <summary>The reply as it came. It may hold a signed URL: do not log it.</summary>
    public string RawBody => Reply?.Body ?? "";

    /// <summary>
    /// The status and the headers of the answer; null only where the operation was overridden and nothing was sent.
    /// </summary>
    public ServiceReply? Reply { get; init; }

    /// <summary>Whether the job has ended, one way or the other.</summary>
    public bool HasEnded => Phase is VideoJobPhase.Succeeded or VideoJobPhase.Failed;

    /// <summary>How long the service asks to be left alone, if it does.</summary>
    internal TimeSpan? RetryAfter => Reply?.RetryAfter;

    /// <summary>The reply of a success, which leads to the video.</summary>
    internal IJobReply? JobReply { get; init; }

    /// <summary>
    /// What may be shown of the status: the word where the contract knows it, or where it is short and cannot hold a
    /// key or a prompt.
    /// </summary>
    public string ShownStatus =>
        Phase != VideoJobPhase.Unknown || IsPlainWord(Status)
            ? Status
            : nameof(VideoJobPhase.Unknown);

    /// <summary>The job's id and its status, where the contract knows it.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => $"{JobId}: {ShownStatus}";

    private static bool IsPlainWord(string text) =>
        text.Length is > 0 and <= LongestPlainWord
        && text.All(letter => char.IsAsciiLetter(letter) || letter is '_' or '-');
}

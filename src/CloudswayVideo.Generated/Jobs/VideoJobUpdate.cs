using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>The state of a job in one reply of the service.</summary>
public sealed class VideoJobUpdate
{
    private const int LongestPlainWord = 20;

    internal VideoJobUpdate() { }

    /// <summary>The id that submitting returned, even if the reply has another one.</summary>
    public required string JobId { get; init; }

    /// <summary>The meaning of the status.</summary>
    public required VideoJobPhase Phase { get; init; }

    /// <summary>
    /// The status as the service sent it; empty if it sent none. If <see cref="Phase"/> is unknown, it may be any text.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>
    /// The progress of the job, from 0 to 1, for display only; null if the family does not send it. Haiper does.
    /// </summary>
    public double? Progress { get; init; }

    /// <summary>When the reply arrived.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>
    /// The meaning of a failure; <see cref="ErrorReason.Unknown"/> without a failure or a known reason.
    /// </summary>
    public ErrorReason FailureReason { get; init; }

    /// <summary>The code of a failure; null if the service sent none.</summary>
    public string? FailureCode { get; init; }

    /// <summary>
    /// The service's message for a failure; null if it sent none. It may repeat the prompt: do not log it unchecked.
    /// </summary>
    public string? FailureMessage { get; init; }

    /// <summary>The request id that Cloudsway's support asks for; null if the service sent none.</summary>
    public string? RequestId => Reply?.RequestId;

    /// <summary>
    /// The body of the reply, at most its first 65,536 characters. It may contain a signed URL: do not log it.
    /// </summary>
    public string RawBody => Reply?.Body ?? "";

    /// <summary>
    /// HTTP status and headers of the reply; null only if a mock overrides the operation, so that nothing was sent.
    /// </summary>
    public ServiceReply? Reply { get; init; }

    /// <summary>Whether the job has ended, successfully or not.</summary>
    public bool HasEnded => Phase is VideoJobPhase.Succeeded or VideoJobPhase.Failed;

    /// <summary>The delay that the service asks for (Retry-After); null if it asks for none.</summary>
    internal TimeSpan? RetryAfter => Reply?.RetryAfter;

    /// <summary>The reply with the success, from which the video is found; null otherwise.</summary>
    internal IJobReply? JobReply { get; init; }

    /// <summary>
    /// The status for messages: the word itself if the contract knows it, or if it is too short for a key or a prompt.
    /// </summary>
    public string LoggableStatus =>
        Phase != VideoJobPhase.Unknown || IsPlainWord(Status)
            ? Status
            : nameof(VideoJobPhase.Unknown);

    /// <summary>The id and the status of the job, without secrets.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{JobId}: {LoggableStatus}";

    private static bool IsPlainWord(string text) =>
        text.Length is > 0 and <= LongestPlainWord
        && text.All(letter => char.IsAsciiLetter(letter) || letter is '_' or '-');
}

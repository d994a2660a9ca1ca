using CloudswayVideo.Http;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public abstract partial class CloudswayClient
{
    // The document's words "measured in seconds" could also mean a duration; no such moment is in the age of this service.
    private static readonly DateTimeOffset FirstMoment = DateTimeOffset.UnixEpoch.AddSeconds(
        100_000_000
    );

    /// <summary>Takes up a job that was submitted before, maybe by another process. Nothing is sent.</summary>
    /// <param name="idOrToken">The id that submitting returned, or what <see cref="VideoJob.ToToken"/> made of the job.</param>
    /// <returns>The job, to be watched or waited for.</returns>
    /// <exception cref="ArgumentException">
    /// The id is blank or cannot be one; the token is damaged, was made by a newer version of this library, or belongs to
    /// another family or endpoint path.
    /// </exception>
    public virtual VideoJob GetJob(string idOrToken) => VideoJob.Of(Poller, idOrToken);

    /// <summary>Asks once how a job stands.</summary>
    internal async Task<VideoJobUpdate> AskAsync(string id, CancellationToken cancellationToken)
    {
        var reply = await AskStatusAsync(id, cancellationToken).ConfigureAwait(false);
        return new VideoJobUpdate
        {
            JobId = id,
            Phase = reply.Phase,
            Status = reply.Status ?? "",
            // Some count per cent.
            Progress = reply.Progress is > 1 ? reply.Progress / 100 : reply.Progress,
            ObservedAt = Options.TimeProvider.GetUtcNow(),
            FailureReason = FailureReasonOf(reply),
            FailureCode = reply.Failure?.Code ?? reply.CallStatus?.FailureCode,
            FailureMessage =
                reply.Failure?.Message ?? reply.Reason ?? reply.CallStatus?.FailureMessage,
            RequestId = reply.Source?.RequestId,
            RawBody = reply.Source?.Body ?? "",
            RetryAfter = reply.Source?.RetryAfter,
            Reply = reply.Phase == VideoJobPhase.Succeeded ? reply : null,
        };
    }

    /// <summary>The video of a job that has succeeded; null if the service names none.</summary>
    /// <param name="update">What was heard of its success.</param>
    /// <param name="fresh">Whether what was heard with it is not good enough: there was no video, or its URL is to be replaced.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    internal async Task<Video?> GetVideoAsync(
        VideoJobUpdate update,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var job = update.Reply!;
        if (fresh && job.File is null)
        {
            job = await AskStatusAsync(update.JobId, cancellationToken).ConfigureAwait(false);
        }

        IVideoReply place = job.File is { } file
            ? await AskFileAsync(update.JobId, file, cancellationToken).ConfigureAwait(false)
            : job;
        return place.Url is null
            ? null
            : new Video(this, update)
            {
                Url = place.Url,
                ExpiresAt =
                    place.Expires < FirstMoment
                        ? place.Created + (place.Expires - DateTimeOffset.UnixEpoch)
                        : place.Expires,
                FileName = place.Name,
                Width = job.Width,
                Height = job.Height,
            };
    }

    /// <summary>Calls the family's operation that tells how a job stands.</summary>
    private protected virtual Task<IJobReply> AskStatusAsync(
        string id,
        CancellationToken cancellationToken
    ) => throw Missing("status");

    /// <summary>Calls the family's operation that tells where the video of a job is, where that is another one.</summary>
    private protected virtual Task<IVideoReply> AskFileAsync(
        string id,
        string file,
        CancellationToken cancellationToken
    ) => throw Missing("file");

    // The most exact word first: a code of the failure, the code of the call, the status itself.
    private static ErrorReason FailureReasonOf(IJobReply reply)
    {
        if (reply.Failure?.CodeReason is { } code and not ErrorReason.Unknown)
        {
            return code;
        }

        var call = reply.CallStatus?.StatusCodeReason ?? ErrorReason.Unknown;
        return call == ErrorReason.Unknown && reply.Phase == VideoJobPhase.Failed
            ? reply.StatusReason
            : call;
    }

    private NotSupportedException Missing(string step) =>
        new(
            $"The contract that {GetType().Name} was generated from has no operation of {Family} marked with \"x-task-step: {step}\"."
        );
}

using CloudswayVideo.Transport;

namespace CloudswayVideo.Jobs;

/// <summary>Creates a job from the reply to a submission, and waits for it.</summary>
internal static class SubmittedJob
{
    /// <summary>
    /// Waits for a job whose id the caller does not have yet. Every failure of this wait contains the id.
    /// </summary>
    public static async Task<Video> VideoAsync(
        this Task<VideoJob> submission,
        IProgress<VideoJobUpdate>? progress,
        Func<VideoJob, Task>? onSubmitted,
        CancellationToken cancellationToken
    )
    {
        var job = await submission.ConfigureAwait(false);
        try
        {
            await (onSubmitted?.Invoke(job) ?? Task.CompletedTask).ConfigureAwait(false);
            return await job.WaitAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested)
        {
            throw new VideoJobCanceledException(job.Id, exception, cancellationToken);
        }
        catch (Exception exception)
            when (exception is not OutOfMemoryException
                && (exception as VideoJobException)?.JobId != job.Id
            )
        {
            throw new VideoJobInterruptedException(job, exception);
        }
    }

    /// <exception cref="SubmissionOutcomeUnknownException">The reply has no usable id.</exception>
    public static async Task<VideoJob> SubmittedAsync<TReply>(
        this JobPoller poller,
        Task<TReply> submission,
        string operation
    )
        where TReply : class
    {
        var reply = await submission.ConfigureAwait(false) as ISubmissionReply;
        var id = reply?.Id;
        // The transport has checked the id of a real reply, but a mock may override the operation.
        return LikelyJobId.IsUsable(id)
            ? new VideoJob(poller, id!, operation, poller.Options.TimeProvider.GetUtcNow())
            {
                SubmittedReply = reply!.Source,
            }
            : throw new SubmissionOutcomeUnknownException("Submitting", innerException: null);
    }
}

using CloudswayVideo.Http;

namespace CloudswayVideo.Jobs;

/// <summary>Makes a job of the reply to a submission.</summary>
internal static class Submission
{
    /// <summary>Waits for a job whose id the caller does not have, so that whatever ends the waiting must tell it.</summary>
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
            throw new OperationCanceledException(
                $"Waiting for job {job.Id} was cancelled; the job goes on. Wait again with its id.",
                exception,
                cancellationToken
            );
        }
        catch (Exception exception)
            when (exception is not OutOfMemoryException
                && (exception as VideoJobException)?.JobId != job.Id
            )
        {
            throw new VideoJobInterruptedException(job, exception);
        }
    }

    /// <exception cref="SubmissionOutcomeUnknownException">The service accepted the job and returned no id, or one that leads elsewhere.</exception>
    public static async Task<VideoJob> SubmittedAsync(
        this JobPoller poller,
        Task<TaskCreated> submission,
        string operation
    )
    {
        var created = await submission.ConfigureAwait(false);
        return created.TaskId switch
        {
            null => throw new SubmissionOutcomeUnknownException("Submitting", null),
            // To be told now, with the id, rather than by the first question about it.
            var id when PathSegment.Problem(id) is not null =>
                throw new SubmissionOutcomeUnknownException(id),
            var id => new VideoJob(poller, id, operation, poller.Options.TimeProvider.GetUtcNow()),
        };
    }
}

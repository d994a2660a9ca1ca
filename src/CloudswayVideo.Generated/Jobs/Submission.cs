namespace CloudswayVideo.Jobs;

/// <summary>Makes a job of the reply to a submission.</summary>
internal static class Submission
{
    /// <exception cref="SubmissionOutcomeUnknownException">The service accepted the job and returned no id.</exception>
    public static async Task<VideoJob> SubmittedAsync(this IVideoJobSource source, Task<TaskCreated> submission, CloudswayOptions options)
    {
        var created = await submission.ConfigureAwait(false);
        return created.TaskId is { } id
            ? new VideoJob(source, id, options, isNew: true)
            : throw new SubmissionOutcomeUnknownException("Submitting", null);
    }
}

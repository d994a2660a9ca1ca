using System.Net;
using CloudswayVideo.Jobs;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

public abstract partial class CloudswayClient
{
    /// <summary>
    /// Returns a job that was submitted before, also by another process. Nothing is sent, so it is not checked whether
    /// the job exists.
    /// </summary>
    /// <param name="idOrToken">The id that submitting returned, or a token from <see cref="VideoJob.ToToken"/>.</param>
    /// <returns>The job, to wait for or to ask about.</returns>
    /// <exception cref="ArgumentException">
    /// The id is empty or invalid; the token is damaged, from a newer version of this library, or belongs to another
    /// family or endpoint path.
    /// </exception>
    public virtual VideoJob GetJob(string idOrToken) => VideoJob.FromIdOrToken(Poller, idOrToken);

    async Task<VideoJobUpdate> IJobClient.AskAsync(
        string id,
        string? kind,
        RequestOptions? options,
        CancellationToken cancellationToken
    )
    {
        var reply = await AskStatusAsync(id, kind, options, cancellationToken)
            .ConfigureAwait(false);
        var call = reply.CallFailure;
        var phase = PhaseOf(reply);
        return new VideoJobUpdate
        {
            JobId = id,
            Phase = phase,
            Status = reply.Status ?? "",
            // Some services send per cent.
            Progress = reply.Progress is > 1 ? reply.Progress / 100 : reply.Progress,
            ObservedAt = Options.TimeProvider.GetUtcNow(),
            FailureReason = FailureReasonOf(reply, call),
            FailureCode = reply.Failure?.Code ?? call?.Code,
            FailureMessage = reply.Failure?.Message ?? reply.Reason ?? call?.Message,
            Reply = reply.Source,
            JobReply = phase == VideoJobPhase.Succeeded ? reply : null,
        };
    }

    // Some services have one status for all ended jobs. Their failed jobs have an error instead of a URL.
    private static VideoJobPhase PhaseOf(IJobReply reply) =>
        !reply.KnowsFailures
        && reply.Phase == VideoJobPhase.Succeeded
        && reply.Failure is { } failure
        && !string.IsNullOrEmpty(failure.Code + failure.Message)
        && UrlsOf(reply).Count == 0
            ? VideoJobPhase.Failed
            : reply.Phase;

    /// <summary>Calls the operation of the family for the status of a job.</summary>
    private protected virtual Task<IJobReply> AskStatusAsync(
        string id,
        string? kind,
        RequestOptions? options,
        CancellationToken cancellationToken
    ) => throw Missing("status");

    /// <summary>
    /// Asks with the operation for a kind of job. If the kind is unknown, it tries one operation after another until
    /// one knows the job.
    /// </summary>
    private protected static async Task<TReply> AskAsync<TReply>(
        string? kind,
        params JobQuestion<TReply>[] questions
    )
    {
        var fitting = Array.Find(questions, question => question.Kinds.Contains(kind));
        foreach (var question in fitting is null ? questions.SkipLast(1) : [])
        {
            try
            {
                return await question.AskAsync().ConfigureAwait(false);
            }
            catch (CloudswayApiException exception)
                when (exception.StatusCode == HttpStatusCode.NotFound)
            {
                // The job may be of another kind.
            }
        }

        return await (fitting ?? questions[^1]).AskAsync().ConfigureAwait(false);
    }

    // The most precise source first: the code of the failure, the code of the call, the status.
    private static ErrorReason FailureReasonOf(IJobReply reply, CallFailure? call)
    {
        if (reply.Failure?.CodeReason is { } code and not ErrorReason.Unknown)
        {
            return code;
        }

        var reason = call?.Reason ?? ErrorReason.Unknown;
        return reason == ErrorReason.Unknown && reply.Phase == VideoJobPhase.Failed
            ? reply.StatusReason
            : reason;
    }

    private NotSupportedException Missing(string step) =>
        new(
            $"The contract of {GetType().Name} has no operation of {Family} with \"x-task-step: {step}\". "
                + "Mark it in the contract, and generate the client again."
        );
}

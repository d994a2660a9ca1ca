using System.Net;
using CloudswayVideo.Jobs;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

public abstract partial class CloudswayClient
{
    private const int LongestFileId = 1024;

    // The document's words "measured in seconds" could also mean a duration; no such moment is in the age of this
    // service.
    private static readonly DateTimeOffset FirstMoment = DateTimeOffset.UnixEpoch.AddSeconds(
        100_000_000
    );

    /// <summary>Takes up a job that was submitted before, maybe by another process. Nothing is sent.</summary>
    /// <param name="idOrToken">
    /// The id that submitting returned, or what <see cref="VideoJob.ToToken"/> made of the job.
    /// </param>
    /// <returns>The job, to be watched or waited for.</returns>
    /// <exception cref="ArgumentException">
    /// The id is blank or cannot be one; the token is damaged, was made by a newer version of this library, or belongs
    /// to another family or endpoint path.
    /// </exception>
    public virtual VideoJob GetJob(string idOrToken) => VideoJob.Of(Poller, idOrToken);

    /// <summary>The video that an operation of the service answers with.</summary>
    private protected Task<IVideoReply> ContentOf(ApiRequest request) =>
        Task.FromResult<IVideoReply>(Transport.ContentOf(request));

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
            // Some count per cent.
            Progress = reply.Progress is > 1 ? reply.Progress / 100 : reply.Progress,
            ObservedAt = Options.TimeProvider.GetUtcNow(),
            FailureReason = FailureReasonOf(reply, call),
            FailureCode = reply.Failure?.Code ?? call?.Code,
            FailureMessage = reply.Failure?.Message ?? reply.Reason ?? call?.Message,
            Reply = reply.Source?.Compact(),
            JobReply = phase == VideoJobPhase.Succeeded ? reply : null,
        };
    }

    // Some only say that a job is over, and tell its failure in the place of its video.
    private static VideoJobPhase PhaseOf(IJobReply reply) =>
        !reply.KnowsFailures
        && reply.Phase == VideoJobPhase.Succeeded
        && reply.Failure is { } failure
        && !string.IsNullOrEmpty(failure.Code + failure.Message)
        && UrlsOf(reply).Count == 0
            ? VideoJobPhase.Failed
            : reply.Phase;

    async Task<Video?> IJobClient.GetVideoAsync(
        VideoJobUpdate success,
        string? kind,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var (job, place) = await FindVideoAsync(success, kind, fresh, cancellationToken)
            .ConfigureAwait(false);
        var urls = UrlsOf(place);
        return urls.Count == 0
            ? null
            : VideoAt(
                0,
                [.. Enumerable.Range(1, urls.Count - 1).Select(index => VideoAt(index, []))]
            );

        Video VideoAt(int index, IReadOnlyList<Video> others) =>
            new(
                success.JobId,
                MediaClient,
                Options,
                Diagnostics,
                token => FreshUrlAsync(success, kind, index, token)
            )
            {
                Url = urls[index],
                ExpiresAt = ExpiryOf(place),
                FileName = place.Name,
                Authorize = (place as ContentReply)?.Authorize,
                Width = job.Width,
                Height = job.Height,
                Others = others,
            };
    }

    private async Task<(IJobReply Job, IVideoReply Place)> FindVideoAsync(
        VideoJobUpdate success,
        string? kind,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var job = success.JobReply!;
        if (fresh && FileOf(job) is null)
        {
            job = await AskStatusAsync(success.JobId, kind, options: null, cancellationToken)
                .ConfigureAwait(false);
        }

        var file = FileOf(job) ?? (IsFileKnownByJob && UrlsOf(job).Count == 0 ? "" : null);
        IVideoReply place = file is null
            ? job
            : await AskFileAsync(success.JobId, file, kind, cancellationToken)
                .ConfigureAwait(false);
        return (job, place);
    }

    private async Task<string> FreshUrlAsync(
        VideoJobUpdate success,
        string? kind,
        int index,
        CancellationToken cancellationToken
    )
    {
        var (_, place) = await FindVideoAsync(success, kind, fresh: true, cancellationToken)
            .ConfigureAwait(false);
        return UrlsOf(place).ElementAtOrDefault(index)
            ?? throw new VideoWithoutOutputException(success);
    }

    private static List<string> UrlsOf(IVideoReply place) =>
        [.. place.Urls.Prepend(place.Url).OfType<string>().Distinct()];

    // What is too long for a URL is no id of a file.
    private static string? FileOf(IJobReply job) =>
        job.File is { Length: <= LongestFileId } file ? file : null;

    // A duration that leads beyond the year 9999, or back, is none.
    private static DateTimeOffset? ExpiryOf(IVideoReply place) =>
        place.Expires is not { } expires || expires >= FirstMoment ? place.Expires
        : place.Created is { } created
        && expires - DateTimeOffset.UnixEpoch is var duration
        && duration >= TimeSpan.Zero
        && duration <= DateTimeOffset.MaxValue - created
            ? created + duration
        : null;

    /// <summary>Whether the operation that tells where the video is needs the id of the job alone.</summary>
    private protected virtual bool IsFileKnownByJob => false;

    /// <summary>Calls the family's operation that tells how a job stands.</summary>
    private protected virtual Task<IJobReply> AskStatusAsync(
        string id,
        string? kind,
        RequestOptions? options,
        CancellationToken cancellationToken
    ) => throw Missing("status");

    /// <summary>
    /// Calls the family's operation that tells where the video of a job is, where that is another one.
    /// </summary>
    private protected virtual Task<IVideoReply> AskFileAsync(
        string id,
        string file,
        string? kind,
        CancellationToken cancellationToken
    ) => throw Missing("file");

    /// <summary>
    /// Asks with the operation that answers for a kind of job. Of a job whose kind is not known, one after another,
    /// until one knows it.
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

    // The most exact word first: a code of the failure, the code of the call, the status itself.
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
            $"The contract that {GetType().Name} was generated from has no operation of {Family} "
                + $"marked with \"x-task-step: {step}\"."
        );
}

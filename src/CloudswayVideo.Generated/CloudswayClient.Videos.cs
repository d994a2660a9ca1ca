using CloudswayVideo.Jobs;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

public abstract partial class CloudswayClient
{
    private const int LongestFileId = 1024;

    // The document says "measured in seconds", which could also mean a duration. An earlier time than this one (1973)
    // is therefore read as a duration.
    private static readonly DateTimeOffset FirstMoment = DateTimeOffset.UnixEpoch.AddSeconds(
        100_000_000
    );

    /// <summary>The video of an operation that returns it; nothing is sent yet.</summary>
    private protected Task<IVideoReply> ContentOf(ApiRequest request) =>
        Task.FromResult<IVideoReply>(Transport.ContentOf(request));

    async Task<Video?> IJobClient.GetVideoAsync(
        VideoJobUpdate success,
        string? kind,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var (job, reply) = await FindVideoAsync(success, kind, fresh, cancellationToken)
            .ConfigureAwait(false);
        var urls = UrlsOf(reply);
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
                ExpiresAt = ExpiryOf(reply),
                FileName = reply.Name,
                Authorize = reply is ContentReply content ? content.AuthorizeAsync : null,
                Width = job.Width,
                Height = job.Height,
                Others = others,
            };
    }

    private async Task<(IJobReply Job, IVideoReply Video)> FindVideoAsync(
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
        IVideoReply reply = file is null
            ? job
            : await AskFileAsync(success.JobId, file, kind, cancellationToken)
                .ConfigureAwait(false);
        return (job, reply);
    }

    private async Task<string> FreshUrlAsync(
        VideoJobUpdate success,
        string? kind,
        int index,
        CancellationToken cancellationToken
    )
    {
        var (_, reply) = await FindVideoAsync(success, kind, fresh: true, cancellationToken)
            .ConfigureAwait(false);
        return UrlsOf(reply).ElementAtOrDefault(index)
            ?? throw new VideoWithoutOutputException(success);
    }

    private static List<string> UrlsOf(IVideoReply reply) =>
        [.. reply.Urls.Prepend(reply.Url).OfType<string>().Distinct()];

    // A longer text does not fit into a URL, so it cannot be the id of a file.
    private static string? FileOf(IJobReply job) =>
        job.File is { Length: <= LongestFileId } file ? file : null;

    // A negative duration, or one that leads beyond the year 9999, is ignored.
    private static DateTimeOffset? ExpiryOf(IVideoReply reply) =>
        reply.Expires is not { } expires || expires >= FirstMoment ? reply.Expires
        : reply.Created is { } created
        && expires - DateTimeOffset.UnixEpoch is var duration
        && duration >= TimeSpan.Zero
        && duration <= DateTimeOffset.MaxValue - created
            ? created + duration
        : null;

    /// <summary>Whether the operation for the video needs only the id of the job.</summary>
    private protected virtual bool IsFileKnownByJob => false;

    /// <summary>
    /// Calls the operation of the family for the URL of a video, if it is not the one for the status.
    /// </summary>
    private protected virtual Task<IVideoReply> AskFileAsync(
        string id,
        string file,
        string? kind,
        CancellationToken cancellationToken
    ) => throw Missing("file");
}

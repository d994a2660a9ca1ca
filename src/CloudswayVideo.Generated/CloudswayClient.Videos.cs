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
        var (job, videos) = await FindVideosAsync(success, kind, fresh, cancellationToken)
            .ConfigureAwait(false);
        return videos.Count == 0
            ? null
            : VideoAt(
                0,
                [.. Enumerable.Range(1, videos.Count - 1).Select(index => VideoAt(index, []))]
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
                Url = videos[index].Url,
                ExpiresAt = ExpiryOf(videos[index].Reply),
                FileName = videos[index].Reply.Name,
                Authorize = videos[index].Reply is ContentReply content
                    ? content.AuthorizeAsync
                    : null,
                Width = job.Width,
                Height = job.Height,
                Others = others,
            };
    }

    private async Task<(
        IJobReply Job,
        List<(string Url, IVideoReply Reply)> Videos
    )> FindVideosAsync(
        VideoJobUpdate success,
        string? kind,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        var job = success.JobReply!;
        if (fresh && FilesOf(job).Count == 0)
        {
            job = await AskStatusAsync(success.JobId, kind, options: null, cancellationToken)
                .ConfigureAwait(false);
        }

        var files = FilesOf(job);
        if (files.Count == 0 && IsFileKnownByJob && UrlsOf(job).Count == 0)
        {
            files = [""];
        }

        var replies = new List<IVideoReply>();
        foreach (var file in files)
        {
            replies.Add(
                await AskFileAsync(success.JobId, file, kind, cancellationToken)
                    .ConfigureAwait(false)
            );
        }

        return (
            job,
            [
                .. replies
                    .DefaultIfEmpty(job)
                    .SelectMany(reply => UrlsOf(reply).Select(url => (url, reply))),
            ]
        );
    }

    private async Task<string> FreshUrlAsync(
        VideoJobUpdate success,
        string? kind,
        int index,
        CancellationToken cancellationToken
    )
    {
        var (_, videos) = await FindVideosAsync(success, kind, fresh: true, cancellationToken)
            .ConfigureAwait(false);
        return videos.ElementAtOrDefault(index).Url
            ?? throw new VideoWithoutOutputException(success);
    }

    private static List<string> UrlsOf(IVideoReply reply) =>
        [.. reply.Urls.Prepend(reply.Url).OfType<string>().Distinct()];

    // A longer text does not fit into a URL, so it cannot be the id of a file.
    private static List<string> FilesOf(IJobReply job) =>
        [
            .. job
                .Files.Prepend(job.File)
                .OfType<string>()
                .Where(file => file.Length <= LongestFileId)
                .Distinct(),
        ];

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

using System.Net;
using System.Net.Http.Headers;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>One request for a video, or for the rest of it, and what comes of it.</summary>
internal sealed class MediaTransfer(
    HttpClient client,
    CloudswayOptions options,
    string jobId,
    VideoSink sink,
    IProgress<TransferProgress>? progress,
    ClientDiagnostics diagnostics
)
{
    private const int BufferSize = 80 * 1024;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <exception cref="VideoDownloadException">The video is not whole; its Fault says what can be done.</exception>
    public async Task RunAsync(string url, CancellationToken cancellationToken)
    {
        Report();
        // A process that was killed before the renaming has left all of it.
        if (!sink.CanBeContinued || sink.Length < sink.Version.Length)
        {
            using var request = Request(url);
            using var response = await HearAsync(
                    token =>
                        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token),
                    cancellationToken
                )
                .ConfigureAwait(false);
            await AcceptAsync(response, cancellationToken).ConfigureAwait(false);
            await CopyAsync(response, cancellationToken).ConfigureAwait(false);
        }

        CheckWhole();
    }

    private HttpRequestMessage Request(string url)
    {
        Uri.TryCreate(url, UriKind.Absolute, out var parsed);
        if (MediaAddress.Problem(parsed, options.BaseUrl!) is { } problem)
        {
            throw Failure(problem, VideoDownloadFault.Final);
        }

        var request = new HttpRequestMessage(HttpMethod.Get, parsed);
        MediaAddress.Guard(
            request,
            options.BaseUrl!,
            () => Failure(MediaAddress.LeadsHere, VideoDownloadFault.Final)
        );
        if (sink.CanBeContinued)
        {
            request.Headers.Range = new RangeHeaderValue(sink.Length, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(sink.Version.Tag!);
        }

        return request;
    }

    private async Task AcceptAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var isOfRest = sink.CanBeContinued;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK when sink.CanStartOver:
                await sink.BeginAsync(MediaVersion.Of(response), cancellationToken)
                    .ConfigureAwait(false);
                break;
            case HttpStatusCode.PartialContent
                when isOfRest && sink.Version.IsContinuedBy(response, sink.Length):
                break;
            case HttpStatusCode.OK
            or HttpStatusCode.PartialContent
            or HttpStatusCode.RequestedRangeNotSatisfiable when isOfRest:
                throw NotTheRest();
            default:
                throw Failure(
                    $"its storage answered {(int)response.StatusCode}.",
                    FaultOf(response.StatusCode)
                );
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var source = await HearAsync(response.Content.ReadAsStreamAsync, cancellationToken)
            .ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var buffer = new byte[BufferSize];
            for (
                int count;
                (
                    count = await HearAsync(
                            token => source.ReadAsync(buffer, token).AsTask(),
                            cancellationToken
                        )
                        .ConfigureAwait(false)
                ) > 0;

            )
            {
                diagnostics.Received(count);
                if (sink.Length + count > sink.Version.Length)
                {
                    throw NotTheRest();
                }

                if (!sink.Boxes.Add(buffer.AsSpan(0, count)))
                {
                    throw NoVideo();
                }

                await sink.WriteAsync(buffer.AsMemory(0, count), cancellationToken)
                    .ConfigureAwait(false);
                Report();
            }
        }
    }

    private void CheckWhole()
    {
        if (sink.Length < sink.Version.Length)
        {
            throw Failure(
                $"{sink.Length:N0} of {sink.Version.Length:N0} bytes arrived.",
                VideoDownloadFault.Passing
            );
        }

        if (!sink.Boxes.IsWhole)
        {
            throw sink.Version.Length is null && sink.Length > 0
                ? Failure(
                    $"the transfer broke off after {sink.Length:N0} bytes.",
                    VideoDownloadFault.Passing
                )
                : NoVideo();
        }
    }

    private VideoDownloadException NotTheRest()
    {
        sink.Discard();
        return Failure(
            "its storage did not continue where the transfer had broken off.",
            VideoDownloadFault.Passing
        );
    }

    // Bytes of an earlier call may be damaged, by a power failure for one; those of this call are what the storage has.
    private VideoDownloadException NoVideo()
    {
        var fault = sink.IsInherited ? VideoDownloadFault.Passing : VideoDownloadFault.Final;
        sink.Discard();
        return Failure("what arrived is no MP4.", fault);
    }

    // Only what comes over the network is survived and tried again: a full disk must not be taken for a lost connection.
    private async Task<T> HearAsync<T>(
        Func<CancellationToken, Task<T>> step,
        CancellationToken cancellationToken
    )
    {
        using var silence = new CancellationTokenSource(LongestSilence, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            silence.Token,
            cancellationToken
        );
        try
        {
            return await step(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (HttpRequestException exception)
            when (exception.InnerException is VideoDownloadException refusal)
        {
            throw refusal;
        }
        catch (OperationCanceledException exception) when (silence.IsCancellationRequested)
        {
            throw Failure(
                $"nothing arrived for {LongestSilence.TotalSeconds:N0} seconds.",
                VideoDownloadFault.Passing,
                exception
            );
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            var shown = Redaction.Of(exception);
            throw Failure(Redaction.Of(shown.Message), VideoDownloadFault.Passing, shown);
        }
    }

    private static VideoDownloadFault FaultOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Forbidden or HttpStatusCode.Gone => VideoDownloadFault.UrlRefused,
            HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError => VideoDownloadFault.Passing,
            _ => VideoDownloadFault.Final,
        };

    private VideoDownloadException Failure(
        string reason,
        VideoDownloadFault fault,
        Exception? inner = null
    ) => new(jobId, reason, inner) { Fault = fault };

    private void Report() =>
        Listeners.Report(progress, new TransferProgress(sink.Length, sink.Version.Length));
}

using System.Net;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>One attempt to bring a video, or the rest of it, and what comes of it.</summary>
internal sealed class MediaTransfer(
    HttpClient client,
    CloudswayOptions options,
    string jobId,
    VideoSink sink,
    IProgress<TransferProgress>? progress,
    ClientDiagnostics diagnostics,
    Func<HttpRequestMessage, CancellationToken, Task>? authorize
)
{
    private const int BufferSize = 80 * 1024;

    private readonly StorageNetwork _network = new(jobId, options.TimeProvider);

    // Of an encoded video too: its length is not that of the video, but a transfer that was cut off falls short of it.
    private bool _isEndAnnounced;

    /// <exception cref="VideoDownloadException">The video is not whole; its Fault says what can be done.</exception>
    public async Task RunAsync(string url, CancellationToken cancellationToken)
    {
        var request = new StorageRequest(
            client,
            _network,
            jobId,
            MediaAddress.IsTrusted(options),
            authorize
        );
        _network.Restart();
        Report();
        long? end;
        do
        {
            // A process that was killed before the renaming has left all of it.
            if (sink.CanBeContinued && sink.Length == sink.Version.Length)
            {
                break;
            }

            using var response = await request
                .SendAsync(url, sink, cancellationToken)
                .ConfigureAwait(false);
            end = await AcceptAsync(response, cancellationToken).ConfigureAwait(false);
            await CopyAsync(response, end, cancellationToken).ConfigureAwait(false);
        } while (sink.Length == end && end < sink.Version.Length);
        // A server that limits the bytes of one answer has not failed: it is asked for the next ones.

        CheckWhole();
    }

    /// <summary>Where the bytes of an answer end in the video, if that is announced.</summary>
    private async Task<long?> AcceptAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var isOfRest = sink.CanBeContinued;
        _isEndAnnounced = response.Content.Headers.ContentLength is not null;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK when sink.CanStartOver:
                var version = MediaVersion.Of(response);
                CheckSize(version.Length);
                await sink.BeginAsync(version, cancellationToken).ConfigureAwait(false);
                return version.Length;
            case HttpStatusCode.PartialContent
                when isOfRest && sink.Version.EndOfRest(response, sink.Length) is { } end:
                return end;
            case HttpStatusCode.OK
            or HttpStatusCode.PartialContent
            or HttpStatusCode.RequestedRangeNotSatisfiable when isOfRest:
                throw NotTheRest();
            default:
                throw Failure(
                    $"its storage answered {(int)response.StatusCode}.",
                    AnswerTable.Decide(
                        Asked.Download,
                        AnswerTable.OfStorage((int)response.StatusCode)
                    )
                );
        }
    }

    private async Task CopyAsync(
        HttpResponseMessage response,
        long? end,
        CancellationToken cancellationToken
    )
    {
        var source = await _network
            .RunAsync(
                async token =>
                    await ContentDecoding
                        .DecodeAsync(
                            response.Content,
                            await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false),
                            Mp4Boxes.CanStartWith,
                            token
                        )
                        .ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var buffer = new byte[BufferSize];
            int count;
            while (
                (
                    count = await _network
                        .ReadAsync(source, buffer, cancellationToken)
                        .ConfigureAwait(false)
                ) > 0
            )
            {
                diagnostics.Received(count);
                await TakeAsync(buffer.AsMemory(0, count), end, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task TakeAsync(
        ReadOnlyMemory<byte> bytes,
        long? end,
        CancellationToken cancellationToken
    )
    {
        if (sink.Length + bytes.Length > end)
        {
            throw NotTheRest();
        }

        CheckSize(sink.Length + bytes.Length);
        if (!sink.Boxes.Add(bytes.Span))
        {
            throw NoVideo();
        }

        await sink.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        Report();
    }

    private void CheckSize(long? bytes)
    {
        if (bytes > options.MaximumVideoBytes)
        {
            sink.Discard();
            throw Failure(
                $"it has more than the {options.MaximumVideoBytes:N0} bytes that "
                    + $"{nameof(CloudswayOptions)}.{nameof(CloudswayOptions.MaximumVideoBytes)} allows.",
                NextStep.Stop
            );
        }
    }

    private void CheckWhole()
    {
        if (sink.Length < sink.Version.Length)
        {
            throw Failure(
                $"{sink.Length:N0} of {sink.Version.Length:N0} bytes arrived.",
                NextStep.Repeat
            );
        }

        var isLengthKnown = _isEndAnnounced || sink.Version.Length is not null;
        if (!sink.Boxes.IsWhole(isLengthKnown))
        {
            throw !isLengthKnown && sink.Length > 0
                ? Failure($"the transfer broke off after {sink.Length:N0} bytes.", NextStep.Repeat)
                : NoVideo();
        }
    }

    private VideoDownloadException NotTheRest()
    {
        sink.Discard();
        return Failure(
            "its storage did not continue where the transfer had broken off.",
            NextStep.Repeat
        );
    }

    // Bytes of an earlier call may be damaged, by a power failure for one; those of this call are what the storage has.
    private VideoDownloadException NoVideo()
    {
        var fault = sink.IsInherited ? NextStep.Repeat : NextStep.Stop;
        sink.Discard();
        return Failure("what arrived is no MP4.", fault);
    }

    private VideoDownloadException Failure(string reason, NextStep fault) =>
        new(jobId, reason) { Fault = fault };

    private void Report() =>
        Listeners.Report(progress, new TransferProgress(sink.Length, sink.Version.Length));
}

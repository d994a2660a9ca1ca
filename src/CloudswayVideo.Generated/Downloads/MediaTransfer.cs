using System.Net;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;
using CloudswayVideo.Transport;
using static System.FormattableString;

namespace CloudswayVideo.Downloads;

/// <summary>One attempt to download a video, or the rest of it, into a sink.</summary>
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

    // A storage that sends a few bytes per response would be asked millions of times without a pause.
    private const int MaximumSmallResponses = 100;

    private readonly StorageNetwork _network = new(jobId, options.TimeProvider);

    // Also true for an encoded video: HttpClient then notices a transfer that was cut off.
    private bool _isEndAnnounced;

    /// <exception cref="VideoDownloadException">The video is incomplete; DownloadStep says what can help.</exception>
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
        var smallResponses = 0;
        do
        {
            if (smallResponses == MaximumSmallResponses)
            {
                throw Failure("its storage sends few bytes per response.", NextStep.Repeat);
            }

            // An earlier process was killed after the last byte and before the renaming.
            if (sink.CanBeContinued && sink.Length == sink.Version.Length)
            {
                break;
            }

            var before = sink.Length;
            using var response = await request
                .SendAsync(url, sink, cancellationToken)
                .ConfigureAwait(false);
            end = await AcceptAsync(response, cancellationToken).ConfigureAwait(false);
            await CopyAsync(response, end, cancellationToken).ConfigureAwait(false);
            smallResponses += sink.Length - before < BufferSize ? 1 : 0;
        } while (sink.Length == end && end < sink.Version.Length);
        // A server may limit the bytes of one response. That is no failure: the next range is requested.

        CheckWhole();
    }

    /// <summary>Checks the head of a response.</summary>
    /// <returns>The position in the video where the response ends; null if it is not announced.</returns>
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
                var version = MediaVersion.FromResponse(response);
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
                    $"its storage answered HTTP {(int)response.StatusCode}.",
                    AnswerTable.Decide(
                        Asked.Download,
                        AnswerTable.ClassifyStorage((int)response.StatusCode)
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
                await AppendAsync(buffer.AsMemory(0, count), end, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task AppendAsync(
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
            // Bytes of an earlier call may be damaged, for example by a power failure, so a retry may help. Bytes of
            // this call are what the storage has, so a retry would fail the same way.
            throw NoVideo(sink.IsInherited ? NextStep.Repeat : NextStep.Stop);
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
                Invariant($"it is larger than the {options.MaximumVideoBytes:N0} bytes that ")
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
                Invariant($"{sink.Length:N0} of {sink.Version.Length:N0} bytes arrived."),
                NextStep.Repeat
            );
        }

        var isLengthKnown = _isEndAnnounced || sink.Version.Length is not null;
        if (!sink.Boxes.IsWhole(isLengthKnown))
        {
            throw !isLengthKnown && sink.Length > 0
                ? Failure(Invariant($"it broke off after {sink.Length:N0} bytes."), NextStep.Repeat)
                // Empty or half: the storage may still be writing the file.
                : NoVideo(NextStep.Repeat);
        }
    }

    private VideoDownloadException NotTheRest()
    {
        sink.Discard();
        return Failure(
            "its storage did not continue at the byte where the transfer broke off.",
            NextStep.Repeat
        );
    }

    private VideoDownloadException NoVideo(NextStep step)
    {
        sink.Discard();
        return Failure("the storage sent something other than an MP4 file.", step);
    }

    private VideoDownloadException Failure(string reason, NextStep step) =>
        new(jobId, reason) { DownloadStep = step };

    private void Report() =>
        Listeners.Report(progress, new TransferProgress(sink.Length, sink.Version.Length));
}

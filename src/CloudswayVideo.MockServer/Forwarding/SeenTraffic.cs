using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>Compares forwarded calls with the contract, and masks what is kept of them.</summary>
internal sealed class SeenTraffic(CloudswayMockOptions options, ServedContract contract)
{
    // A few compressed bytes may be a text of gigabytes. JSON becomes about ten times as long.
    private const int LongestText = 16 * PassedReply.MaximumKept;

    private readonly ExchangeMask _mask = new();
    private readonly CaptureFolder? _captures = options.RecordFolder is { } folder
        ? new CaptureFolder(folder, options.Log)
        : null;

    public DriftLedger Drifts { get; } = new();

    /// <summary>The path of a request, masked.</summary>
    public string ShownPath(HttpRequest request) =>
        _mask
            .Mask(
                contract.Current,
                new ContractExchange
                {
                    Method = request.Method,
                    Path = request.Path.Value!,
                    StatusCode = 200,
                }
            )
            .Path;

    /// <summary>Compares a call with the contract, and reports new differences.</summary>
    public async Task<SeenCall> CompareAsync(
        HttpRequest request,
        byte[] sent,
        PassedReply reply,
        ContractMatch? match,
        TimeSpan elapsed
    )
    {
        request.Body = new MemoryStream(sent);
        var body =
            sent.Length == 0
                ? RequestBody.Missing
                : await RequestBody.ReadAsync(request).ConfigureAwait(false);
        var (json, hasOther) = await JsonOfAsync(reply).ConfigureAwait(false);
        var exchange = new ContractExchange
        {
            Method = request.Method,
            Path = request.Path.Value!,
            Query = request.Query.ToDictionary(value => value.Key, value => value.Value.ToString()),
            RequestBody = body.Json,
            StatusCode = (int)reply.Response.StatusCode,
            ReplyHeaders = reply
                .Response.Headers.NonValidated.Concat(reply.Response.Content.Headers.NonValidated)
                .ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
            ReplyBody = json,
            HasOtherBody = hasOther,
            Elapsed = elapsed,
            SeenOn = DateOnly.FromDateTime(options.TimeProvider.GetUtcNow().UtcDateTime),
            Secrets = [.. request.Headers.SelectMany(header => $"{header.Value}".Split(' '))],
        };
        // Half of a reply is a mistake of the connection and not of the contract.
        var isHalf = reply.IsBroken && json is null;
        foreach (
            var finding in isHalf ? [] : Drifts.Add(DriftCheck.Find(contract.Current, exchange))
        )
        {
            options.DriftFound?.Invoke(finding);
        }

        return new SeenCall(
            isHalf ? null : match,
            body,
            exchange,
            _mask.Mask(contract.Current, exchange)
        );
    }

    /// <summary>Writes a call to the folder of captures, if there is one.</summary>
    public void Record(SeenCall call)
    {
        // A video is not kept: the mock that replays the captures has its own.
        if (
            call.Match is { Operation: var operation }
            && !(operation.AnswersWithVideo && call.Masked.HasOtherBody)
        )
        {
            _captures?.Add(call.Masked, operation);
        }
    }

    private static async Task<(JToken? Json, bool HasOther)> JsonOfAsync(PassedReply reply)
    {
        if (reply.Body is not { } bytes)
        {
            return (null, true);
        }

        var encoding = string.Join(", ", reply.Response.Content.Headers.ContentEncoding);
        try
        {
            using var body = new MemoryStream(bytes);
            using var text = new StreamReader(
                RequestBody.Decompressed(body, encoding) ?? Stream.Null
            );
            var (json, _) = RequestJson.Parse(
                await new DataUriCutter(text, LongestText)
                    .ReadToEndAsync(CancellationToken.None)
                    .ConfigureAwait(false)
            );
            return (json, json is null && bytes.Length > 0);
        }
        catch (Exception exception)
            when (exception
                    is InvalidDataException
                        // That of Brotli.
                        or InvalidOperationException
                        or BadHttpRequestException
            )
        {
            return (null, true);
        }
    }
}

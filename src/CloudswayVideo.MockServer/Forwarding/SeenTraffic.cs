using System.Text;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>Compares forwarded calls with the contract, and masks what is kept of them.</summary>
internal sealed class SeenTraffic(CloudswayMockOptions options, ServedContract contract)
{
    private readonly ExchangeMask _mask = new();
    private readonly CaptureFolder? _captures = options.RecordFolder is { } folder
        ? new CaptureFolder(folder, options.Log)
        : null;

    public DriftLedger Drifts { get; } = new();

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
        foreach (var finding in Drifts.Add(DriftCheck.Find(contract.Current, exchange)))
        {
            options.DriftFound?.Invoke(finding);
        }

        return new SeenCall(match, body, exchange, _mask.Mask(contract.Current, exchange));
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
        using var compressed = new MemoryStream(bytes);
        using var plain = new MemoryStream();
        try
        {
            using var stream = RequestBody.Decompressed(compressed, encoding) ?? Stream.Null;
            await stream.CopyToAsync(plain).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            return (null, true);
        }

        var (json, _) = RequestJson.Parse(Encoding.UTF8.GetString(plain.ToArray()));
        return (json, json is null && bytes.Length > 0);
    }
}

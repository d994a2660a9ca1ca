using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Newtonsoft.Json;
using WireMock;
using WireMock.Types;
using WireMock.Util;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// Adds a forwarded call, masked, to WireMock's journal. WireMock keeps only what it serves, so it serves the masked
/// request, and its answer is discarded.
/// </summary>
internal static class JournalEntry
{
    private static readonly string[] Kept = ["Host", "Content-Type", "Accept", "User-Agent"];

    public static async Task KeepAsync(
        HttpContext context,
        SeenCall call,
        ServedContract contract,
        RequestDelegate wireMock
    )
    {
        Mask(context.Request, call, contract);
        ReceivedCall.Current = new ReceivedCall(context, call.Sent, call.Match)
        {
            AnsweredBy = call.Match?.Operation.Id,
            Forwarded = Answer(call),
        };
        var head = context.Features.Get<IHttpResponseFeature>();
        var body = context.Features.Get<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        try
        {
            await wireMock(context).ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(head);
            context.Features.Set(body);
        }
    }

    private static void Mask(HttpRequest request, SeenCall call, ServedContract contract)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(
            call.Masked.RequestBody?.ToString(Formatting.None) ?? ""
        );
        request.Path = call.Masked.Path;
        request.QueryString = QueryString.Create(
            call.Masked.Query.Select(value =>
                KeyValuePair.Create<string, string?>(value.Key, value.Value)
            )
        );
        var keys = contract.Current.Operations.Select(operation => operation.Key?.Header);
        var others = request.Headers.Keys.Except(
            Kept.Concat(keys),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var name in others.OfType<string>().ToList())
        {
            request.Headers.Remove(name);
        }

        request.Body = new MemoryStream(body);
        request.ContentLength = body.Length;
    }

    private static ResponseMessage Answer(SeenCall call) =>
        new()
        {
            StatusCode = call.Masked.StatusCode,
            BodyData = new BodyData
            {
                DetectedBodyType = BodyType.String,
                BodyAsString = call.Masked.ReplyBody?.ToString(Formatting.None) ?? "",
            },
        };
}

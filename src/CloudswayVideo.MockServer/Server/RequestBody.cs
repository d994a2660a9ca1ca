using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Reads the JSON of a request, up to a length that no right one reaches and without the bytes of its images.</summary>
internal static class RequestBody
{
    // Twice what a documented image takes in base64.
    public const long MaximumLength = 64 << 20;

    public static async Task<(JToken? Json, bool IsTooLarge)> ReadAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return (null, false);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaximumLength;
        }

        try
        {
            using var text = new StreamReader(context.Request.Body, leaveOpen: true);
            using var cut = new DataUriCutter(text);
            using var reader = new JsonTextReader(cut)
            {
                DateParseHandling = DateParseHandling.None,
            };
            return (
                await JToken.ReadFromAsync(reader, context.RequestAborted).ConfigureAwait(false),
                false
            );
        }
        catch (JsonException)
        {
            return (null, false);
        }
        catch (BadHttpRequestException exception)
            when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, true);
        }
    }
}

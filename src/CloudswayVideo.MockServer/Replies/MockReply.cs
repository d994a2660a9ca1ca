using System.Globalization;
using System.Text;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Media;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Replies;

/// <summary>A reply of the mock, made from an example of the contract.</summary>
internal sealed class MockReply(int statusCode, JToken body)
{
    private static readonly JsonSerializer WithoutBlanks = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
    };

    private string? _text;

    public int StatusCode { get; } = statusCode;

    public JToken Body { get; } = body;

    /// <summary>The body as it is sent. After the first use the body must not change.</summary>
    public string Text =>
        _text ??=
            Body.Type == JTokenType.Undefined ? ""
            : IsJson ? Body.ToString(Formatting.None)
            : Body.ToString();

    /// <summary>Bytes that are sent instead of the body: a video; null without one.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The media type.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    private bool IsJson => ContentType.Contains("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of the header Retry-After; null without one.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Whether the scenario intends a reply that the contract does not allow.</summary>
    public bool BreaksContract { get; set; }

    /// <summary>An example of the contract, with the values of a job.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="statusCode">The status code.</param>
    /// <param name="example">The name of the example; the first one of the code if null.</param>
    /// <param name="values">The values; null keeps those of the example.</param>
    /// <param name="retryAfter">When to ask again; null for 1 second with 429, and nothing otherwise.</param>
    /// <exception cref="InvalidOperationException">The contract has no such example.</exception>
    public static MockReply FromExample(
        ContractOperation operation,
        int statusCode,
        string? example,
        JobValues? values = null,
        TimeSpan? retryAfter = null
    )
    {
        var reply = operation.Reply(statusCode);
        if (operation.AnswersWithVideo && statusCode == operation.SuccessCode)
        {
            return new MockReply(statusCode, JValue.CreateUndefined())
            {
                ContentType = reply!.ContentType,
                Bytes = MediaFiles.Sample,
            };
        }

        if (reply is { Schema: null, Examples.Count: 0 })
        {
            return new MockReply(statusCode, JValue.CreateUndefined());
        }

        example ??= reply?.Examples.Keys.FirstOrDefault();
        if (
            reply is null
            || example is null
            || !reply.Examples.TryGetValue(example, out var original)
        )
        {
            throw new InvalidOperationException(
                $"The contract's {operation.Id} has no example "
                    + $"{(example is null ? "" : $"\"{example}\" ")}for status {statusCode}."
            );
        }

        var body = original.DeepClone();
        foreach (var place in values is null ? [] : reply.PlacesOf(example))
        {
            var like = place.In(body);
            if (values!.Of(place, like) is { } value)
            {
                like.Replace(value);
            }
        }

        return new MockReply(statusCode, body)
        {
            ContentType = reply.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase)
                ? "application/json; charset=utf-8"
                : reply.ContentType,
            RetryAfter = SecondsOf(statusCode, retryAfter),
        };
    }

    /// <summary>Whether a reply of that status can have a body. Kestrel sends none where HTTP allows none.</summary>
    public static bool HasBody(int statusCode) =>
        statusCode
            is not (
                StatusCodes.Status204NoContent
                or StatusCodes.Status205ResetContent
                or StatusCodes.Status304NotModified
            );

    /// <summary>The value of Retry-After: 1 second for 429 unless another time is given; null without one.</summary>
    public static string? SecondsOf(int statusCode, TimeSpan? retryAfter) =>
        (retryAfter ?? (statusCode == 429 ? TimeSpan.FromSeconds(1) : null))?.TotalSeconds.ToString(
            "0",
            CultureInfo.InvariantCulture
        );

    /// <summary>Sends the reply.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var body = Encoding.UTF8.GetBytes(Text);
        context.Response.StatusCode = StatusCode;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        if (RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>A refusal of the contract; if it has none of this status, one of the mock's own.</summary>
    public static MockReply Refusal(
        ContractOperation operation,
        int statusCode,
        TimeSpan? retryAfter = null
    )
    {
        if (
            operation.Reply(statusCode) is { } reply
            && (reply.Examples.Count > 0 || reply.Schema is null)
        )
        {
            return FromExample(operation, statusCode, null, retryAfter: retryAfter);
        }

        var own = Error(statusCode, $"{operation} documents no reply {statusCode}.");
        own.BreaksContract = true;
        return own;
    }

    /// <summary>
    /// A failure of the mock itself. After a 5xx, clients would ask until their timeout, and no contract has a 424.
    /// </summary>
    public static MockReply Failure(string message) =>
        Error(StatusCodes.Status424FailedDependency, message);

    /// <summary>An error of the mock's own, in the shape of the contract's errors.</summary>
    public static MockReply Error(int statusCode, string message) =>
        new(
            statusCode,
            JObject.FromObject(
                new ApiError
                {
                    Code = statusCode.ToString(CultureInfo.InvariantCulture),
                    Message = message,
                },
                WithoutBlanks
            )
        );
}

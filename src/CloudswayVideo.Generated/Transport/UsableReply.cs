using System.Diagnostics.CodeAnalysis;
using CloudswayVideo.Transport.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Transport;

/// <summary>
/// Finds the requested reply in a body, also inside a wrapper object that the contract does not know.
/// </summary>
internal static class UsableReply
{
    // A wrapper contains one or two objects. In a body with many objects, an inner one is not the reply.
    private const int MaximumObjects = 16;

    /// <summary>Reads the reply, if it has what was requested: a usable id of a job, or an answer about one.</summary>
    public static bool TryFind<TReply>(
        ApiRequest request,
        int status,
        string text,
        [NotNullWhen(true)] out TReply? reply
    )
        where TReply : class
    {
        reply = null;
        var isSuccess = status is >= 200 and < 300;
        if (isSuccess && typeof(TReply) == typeof(NoReply))
        {
            reply = (TReply)(object)new NoReply();
            return true;
        }

        if (isSuccess && typeof(TReply) == typeof(string))
        {
            // A text may be sent as a JSON string or as plain text.
            reply = WireJson.TryRead<TReply>(text, out var json) ? json : (TReply)(object)text;
            return true;
        }

        // An id counts even beside an error; an answer about a job does not.
        if ((isSuccess || request.IsSubmission) && WireJson.TryRead<TReply>(text, out var read))
        {
            reply = request.IsSubmission ? Accepted(read, isSuccess, text) : Answered(read, text);
        }

        return reply is not null;
    }

    /// <summary>
    /// The failure of the call in a body without a usable reply, if the schema of the reply has a field for it.
    /// </summary>
    public static CallFailure? FailureIn<TReply>(string text)
        where TReply : class =>
        typeof(TReply).IsAssignableTo(typeof(IReply))
        && WireJson.TryRead<TReply>(text, out var read)
            ? ((IReply)read).CallFailure
            : null;

    /// <summary>The first object inside a body that meets a condition.</summary>
    public static T? Nested<T>(string text, Func<T, bool> condition)
        where T : class =>
        WireJson.TryRead<JObject>(text, out var root)
            ? root.Descendants()
                .OfType<JObject>()
                .Where(inner => !IsOfError(inner))
                .Take(MaximumObjects)
                .Select(inner =>
                    WireJson.TryRead<T>(inner.ToString(), out var reply) ? reply : null
                )
                .FirstOrDefault(reply => reply is not null && condition(reply))
            : null;

    // Not by the path of the object: with its indices, a long list would take minutes.
    private static bool IsOfError(JObject inner) =>
        inner
            .Ancestors()
            .OfType<JProperty>()
            .Any(field => field.Name.Contains("error", StringComparison.OrdinalIgnoreCase));

    private static TReply? Accepted<TReply>(TReply reply, bool isSuccess, string text)
        where TReply : class
    {
        if (reply is not ISubmissionReply)
        {
            return isSuccess && !HasError(reply) ? reply : null;
        }

        return HasId(reply) ? reply : Nested<TReply>(text, HasId);
    }

    // A final status counts more than an error code beside it, which is then the reason for the failure. Without a
    // status the error code counts; otherwise a reply that has only an error would be requested again endlessly.
    private static TReply? Answered<TReply>(TReply reply, string text)
        where TReply : class
    {
        if (reply is IJobReply { Phase: VideoJobPhase.Succeeded or VideoJobPhase.Failed })
        {
            return reply;
        }

        if (HasError(reply))
        {
            return null;
        }

        return IsBlank(reply)
            ? Nested<TReply>(text, inner => !IsBlank(inner) && !HasError(inner))
                ?? (ErrorReply.Read(text).Reason == ErrorReason.Unknown ? reply : null)
            : reply;
    }

    private static bool HasId<TReply>(TReply reply) =>
        LikelyJobId.IsUsable((reply as ISubmissionReply)?.Id);

    private static bool HasError<TReply>(TReply reply) =>
        (reply as IReply)?.CallFailure is not null;

    private static bool IsBlank<TReply>(TReply reply) =>
        reply switch
        {
            IJobReply job => job.Status is null,
            IVideoReply video => video.Url is null,
            _ => false,
        };
}

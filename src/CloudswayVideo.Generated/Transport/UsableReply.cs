using System.Diagnostics.CodeAnalysis;
using CloudswayVideo.Options;
using CloudswayVideo.Transport.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Transport;

/// <summary>
/// Finds in the body of a reply what was asked for, also within a wrapper that the contract does not know.
/// </summary>
internal static class UsableReply
{
    // A reply wraps a reply once or twice; what is nested further, or beside many others, is no wrapper.
    private const int MostObjects = 16;

    /// <summary>The reply, if it has what was asked for: the usable id of a job, or an answer about one.</summary>
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
            // A text may be sent as JSON or as it is.
            reply = WireJson.TryRead<TReply>(text, out var json) ? json : (TReply)(object)text;
            return true;
        }

        // An id counts whatever stands beside it; an answer about a job does not, beside an error.
        if ((isSuccess || request.IsSubmission) && WireJson.TryRead<TReply>(text, out var read))
        {
            reply = request.IsSubmission ? Accepted(read, isSuccess, text) : Told(read, text);
        }

        return reply is not null;
    }

    /// <summary>
    /// What a body that is no usable reply says of the failure of the call, where its own schema says it.
    /// </summary>
    public static CallFailure? FailureIn<TReply>(string text)
        where TReply : class =>
        typeof(TReply).IsAssignableTo(typeof(IReply))
        && WireJson.TryRead<TReply>(text, out var read)
            ? ((IReply)read).CallFailure
            : null;

    /// <summary>The first object within a body that is such a reply.</summary>
    public static T? Nested<T>(string text, Func<T, bool> isIt)
        where T : class =>
        WireJson.TryRead<JObject>(text, out var root)
            ? root.Descendants()
                .OfType<JObject>()
                .Where(inner => !inner.Path.Contains("error", StringComparison.OrdinalIgnoreCase))
                .Take(MostObjects)
                .Select(inner => WireJson.TryRead<T>(inner.ToString(), out var it) ? it : null)
                .FirstOrDefault(it => it is not null && isIt(it))
            : null;

    private static TReply? Accepted<TReply>(TReply reply, bool isSuccess, string text)
        where TReply : class
    {
        if (reply is not ISubmissionReply)
        {
            return isSuccess && !HasError(reply) ? reply : null;
        }

        return HasId(reply) ? reply : Nested<TReply>(text, HasId);
    }

    // A final status counts before the code beside it, which is its reason then. The code counts before a missing
    // status, or an answer of nothing but an error would be asked for again for ever.
    private static TReply? Told<TReply>(TReply reply, string text)
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
        PathSegment.Problem((reply as ISubmissionReply)?.Id) is null;

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

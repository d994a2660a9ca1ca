using CloudswayVideo.Errors;
using CloudswayVideo.Transport.Json;

namespace CloudswayVideo.Transport;

/// <summary>The error in the body of a reply, as the contract describes it.</summary>
/// <param name="Code">The code, a number or a name; null if there is none.</param>
/// <param name="Reason">
/// The meaning of the code in the contract; <see cref="ErrorReason.Unknown"/> if the contract has none.
/// </param>
/// <param name="IsOfCall">
/// Whether the code is that of the call (x-call-status), the only code of the contract in a reply with status 200.
/// </param>
/// <param name="Message">The message of the service.</param>
/// <param name="RequestId">The id that Cloudsway's support asks for.</param>
internal sealed record ErrorReply(
    string? Code,
    ErrorReason Reason,
    bool IsOfCall,
    string? Message,
    string? RequestId
)
{
    /// <param name="text">The body.</param>
    /// <param name="call">The failure of the call, if the schema of the reply has a field for it.</param>
    public static ErrorReply Read(string text, CallFailure? call = null)
    {
        WireJson.TryRead<ApiError>(text, out var error);
        if (error is null || !HasCode(error))
        {
            error = UsableReply.Nested<ApiError>(text, HasCode) ?? error;
        }

        call ??= (error as IReply)?.CallFailure;
        var (code, reason) = CodeOf(error, call);
        return new ErrorReply(
            code,
            reason,
            call is not null && call.Code == code,
            error?.Error?.Message ?? error?.Message ?? call?.Message,
            error?.RequestId
        );
    }

    private static bool HasCode(ApiError error) =>
        CodeOf(error, ((IReply)error).CallFailure).Code is not null;

    // A code that the contract explains comes first. Of these, the code of the reply's own schema comes first, because
    // the same number may mean something else in another family. Zero means success.
    private static (string? Code, ErrorReason Reason) CodeOf(ApiError? error, CallFailure? call)
    {
        (string? Code, ErrorReason Reason)[] codes =
        [
            (call?.Code, call?.Reason ?? ErrorReason.Unknown),
            (error?.Error?.Code, error?.Error?.CodeReason ?? ErrorReason.Unknown),
            (error?.Code, error?.CodeReason ?? ErrorReason.Unknown),
        ];
        var explained = codes.FirstOrDefault(item => item.Reason != ErrorReason.Unknown);
        return explained.Code is not null
            ? explained
            : codes.FirstOrDefault(item => item.Code is not (null or "0"));
    }
}

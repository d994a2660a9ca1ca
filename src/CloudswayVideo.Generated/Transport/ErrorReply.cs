using CloudswayVideo.Errors;
using CloudswayVideo.Transport.Json;

namespace CloudswayVideo.Transport;

/// <summary>What the body of a reply says of an error, in the contract's words.</summary>
/// <param name="Code">The code, a number or a name; null if there is none.</param>
/// <param name="Reason">
/// What the contract says that it means; <see cref="ErrorReason.Unknown"/> without an explanation.
/// </param>
/// <param name="IsOfCall">
/// Whether the code is that of the call (x-call-status), the only one that the contract has beside a status of 200.
/// </param>
/// <param name="Message">The service's words.</param>
/// <param name="RequestId">What to quote to Cloudsway's support.</param>
internal sealed record ErrorReply(
    string? Code,
    ErrorReason Reason,
    bool IsOfCall,
    string? Message,
    string? RequestId
)
{
    /// <param name="text">The body.</param>
    /// <param name="call">The failure of the call, where the schema of the reply itself says it.</param>
    public static ErrorReply Read(string text, CallFailure? call = null)
    {
        WireJson.TryRead<ApiError>(text, out var error);
        if (error is null || !IsTold(error))
        {
            error = UsableReply.Nested<ApiError>(text, IsTold) ?? error;
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

    private static bool IsTold(ApiError error) =>
        CodeOf(error, ((IReply)error).CallFailure).Code is not null;

    // One that the contract explains, if there is any: that of the reply's own schema first, as another family may give
    // the same number another meaning. Zero means success.
    private static (string? Code, ErrorReason Reason) CodeOf(ApiError? error, CallFailure? call)
    {
        (string? Code, ErrorReason Reason)[] told =
        [
            (call?.Code, call?.Reason ?? ErrorReason.Unknown),
            (error?.Error?.Code, error?.Error?.CodeReason ?? ErrorReason.Unknown),
            (error?.Code, error?.CodeReason ?? ErrorReason.Unknown),
        ];
        var explained = told.FirstOrDefault(one => one.Reason != ErrorReason.Unknown);
        return explained.Code is not null
            ? explained
            : told.FirstOrDefault(one => one.Code is not (null or "0"));
    }
}

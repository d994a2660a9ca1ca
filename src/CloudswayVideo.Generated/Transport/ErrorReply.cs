using System.Globalization;
using CloudswayVideo.Transport.Json;

namespace CloudswayVideo.Transport;

/// <summary>What the body of a reply says of an error, in the contract's words.</summary>
/// <param name="Code">The code, a number or a name; null if there is none.</param>
/// <param name="Reason">
/// What the contract says that it means; <see cref="ErrorReason.Unknown"/> without an explanation.
/// </param>
/// <param name="IsOfCall">
/// Whether the code is that of base_resp, the only one that the contract has beside a status of 200.
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
    public static ErrorReply Read(string text)
    {
        WireJson.TryRead<ApiError>(text, out var error);
        if (error is null || !IsTold(error))
        {
            error = UsableReply.Nested<ApiError>(text, IsTold) ?? error;
        }

        var (code, reason) = CodeOf(error);
        return new ErrorReply(
            code,
            reason,
            error?.BaseResp?.FailureCode is { } call && call == code,
            error?.Error?.Message ?? error?.Message ?? error?.BaseResp?.StatusMsg,
            error?.RequestId
        );
    }

    private static bool IsTold(ApiError error) => CodeOf(error).Code is not null;

    // One that the contract explains, if there is any. Zero means success.
    private static (string? Code, ErrorReason Reason) CodeOf(ApiError? error)
    {
        (string? Code, ErrorReason Reason)[] told =
        [
            (error?.Error?.Code, error?.Error?.CodeReason ?? ErrorReason.Unknown),
            (error?.Code, error?.CodeReason ?? ErrorReason.Unknown),
            (
                error?.BaseResp?.StatusCode?.ToString(CultureInfo.InvariantCulture),
                error?.BaseResp?.StatusCodeReason ?? ErrorReason.Unknown
            ),
        ];
        var explained = told.FirstOrDefault(one => one.Reason != ErrorReason.Unknown);
        return explained.Code is not null
            ? explained
            : told.FirstOrDefault(one => one.Code is not (null or "0"));
    }
}

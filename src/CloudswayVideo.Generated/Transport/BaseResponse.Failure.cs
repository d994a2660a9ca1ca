using System.Globalization;

namespace CloudswayVideo;

public partial class BaseResponse
{
    /// <summary>The code of a failure; null where all is well.</summary>
    internal string? FailureCode =>
        StatusCode is null or 0 ? null : StatusCode.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// What is said of a failure: of a job that goes on, a word such as "success" would be kept as long as it is
    /// waited for.
    /// </summary>
    internal string? FailureMessage => StatusCode is null or 0 ? null : StatusMsg;
}

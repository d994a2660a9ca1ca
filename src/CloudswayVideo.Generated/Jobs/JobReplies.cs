using System.Globalization;
using CloudswayVideo.Http;

namespace CloudswayVideo;

public partial class HailuoTask : IJobReply
{
    VideoJobPhase IJobReply.Phase => Status?.Phase ?? VideoJobPhase.Unknown;
}

public partial class HaiperTask : IJobReply
{
    VideoJobPhase IJobReply.Phase => Status?.Phase ?? VideoJobPhase.Unknown;
}

public partial class BaseResponse
{
    /// <summary>The code of a failure; null where all is well.</summary>
    internal string? FailureCode => StatusCode is null or 0 ? null : StatusCode.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is said of a failure: of a job that goes on, a word such as "success" would be kept as long as it is waited for.</summary>
    internal string? FailureMessage => StatusCode is null or 0 ? null : StatusMsg;
}

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

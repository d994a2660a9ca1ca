namespace CloudswayVideo.Contract;

/// <summary>The part that a call has in the life of a job.</summary>
public enum JobStep
{
    /// <summary>It submits the job.</summary>
    Submit,

    /// <summary>It asks how the job stands.</summary>
    Status,

    /// <summary>It asks for the URL of the job's video.</summary>
    File,

    /// <summary>It downloads the video.</summary>
    Media,

    /// <summary>None: the contract does not say.</summary>
    Other,
}

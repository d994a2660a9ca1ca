namespace CloudswayVideo.Contract;

/// <summary>What a call does for a job.</summary>
public enum JobStep
{
    /// <summary>It submits the job.</summary>
    Submit,

    /// <summary>It asks for the status of the job.</summary>
    Status,

    /// <summary>It asks for the URL of the video.</summary>
    File,

    /// <summary>It downloads the video.</summary>
    Media,

    /// <summary>Something else, or the contract does not say.</summary>
    Other,
}

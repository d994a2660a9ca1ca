namespace CloudswayVideo;

/// <summary>Why a call or a job failed, in terms that a program can act on. More may be added.</summary>
public enum ErrorReason
{
    /// <summary>The service gave no code, or one that the contract does not explain.</summary>
    Unknown,

    /// <summary>The access key is missing, wrong or of another account. Correct it.</summary>
    Authentication,

    /// <summary>The account may not do this: its address, plan or verification does not allow it.</summary>
    AccessDenied,

    /// <summary>The account has no balance left. Pay.</summary>
    Balance,

    /// <summary>A quota is used up; it renews in hours, not in seconds.</summary>
    Quota,

    /// <summary>Too many requests at once. Wait, then go on.</summary>
    RateLimited,

    /// <summary>The prompt, the image or the video was found to be sensitive. The same input fails again.</summary>
    Moderation,

    /// <summary>The request cannot be carried out as it is. Correct it.</summary>
    InvalidRequest,

    /// <summary>The task, file or endpoint does not exist, or is of another model.</summary>
    NotFound,

    /// <summary>The service is at fault, or overloaded. The same may succeed later.</summary>
    ServiceFault,

    /// <summary>The service answered something that is no reply of this contract.</summary>
    UnreadableReply,
}

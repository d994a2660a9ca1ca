namespace CloudswayVideo;

/// <summary>Why a call or a job failed, for programs to decide on. Later versions may add values.</summary>
public enum ErrorReason
{
    /// <summary>The service sent no error code, or one that the contract does not explain.</summary>
    Unknown,

    /// <summary>The access key is missing, wrong, or belongs to another account. Correct the key.</summary>
    Authentication,

    /// <summary>The account may not do this: its IP address, plan or verification does not allow it.</summary>
    AccessDenied,

    /// <summary>The account has no balance left. Top it up.</summary>
    Balance,

    /// <summary>A quota is used up. It is renewed after hours, not seconds.</summary>
    Quota,

    /// <summary>Too many requests in a short time. Wait, then continue more slowly.</summary>
    RateLimited,

    /// <summary>
    /// Moderation rejected the prompt, the image or the video. The same input fails again: change it.
    /// </summary>
    Moderation,

    /// <summary>The request is invalid. Correct it.</summary>
    InvalidRequest,

    /// <summary>The job, file or endpoint path does not exist, or belongs to another model.</summary>
    NotFound,

    /// <summary>The service failed or is overloaded. The same call may succeed later.</summary>
    ServiceFault,

    /// <summary>The response is not a reply that the contract describes.</summary>
    UnreadableReply,
}

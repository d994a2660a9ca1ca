namespace CloudswayVideo;

public partial class HailuoFile
{
    // The document's words "measured in seconds" could also mean a duration; no such moment is in the age of this service.
    private static readonly DateTimeOffset FirstMoment = DateTimeOffset.UnixEpoch.AddSeconds(100_000_000);

    /// <summary>When the URL expires, also where the service sends how long it lives.</summary>
    internal DateTimeOffset? ExpiresAt =>
        ExpireTime < FirstMoment ? CreatedAt + (ExpireTime - DateTimeOffset.UnixEpoch) : ExpireTime;
}

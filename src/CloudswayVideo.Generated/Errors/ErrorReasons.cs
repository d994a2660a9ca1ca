namespace CloudswayVideo;

/// <summary>What a reason says of the next attempt.</summary>
internal static class ErrorReasons
{
    /// <summary>Whether asking the same again may go better.</summary>
    public static bool MayPass(this ErrorReason reason) =>
        reason
            is ErrorReason.RateLimited
                or ErrorReason.ServiceFault
                or ErrorReason.UnreadableReply;
}

namespace CloudswayVideo.MockServer;

internal enum FaultKind
{
    Refusal,
    Interception,
    Reset,
    Silence,
    Truncated,
    HalfBody,
    Dribble,
    OtherStatus,
    ResetAfterBody,
    EndlessBody,
    Gzip,
    LostRequest,
    Redirect,
}

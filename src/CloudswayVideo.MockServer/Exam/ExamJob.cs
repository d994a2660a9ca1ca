namespace CloudswayVideo.MockServer.Exam;

/// <summary>What a client did about one job that it paid for.</summary>
/// <param name="host">The host that it was submitted to.</param>
/// <param name="isIdTold">Whether the answer told the id.</param>
internal sealed class ExamJob(string host, bool isIdTold)
{
    private bool _isEndTold;
    private bool _isWhole;

    public AskingPace Questions { get; } = new();

    public int QuestionsPastEnd { get; private set; }

    public int KeysElsewhere { get; private set; }

    public bool IsIdTold => isIdTold;

    /// <summary>Whether its id was told, and never used.</summary>
    public bool IsLost => isIdTold && Questions.Count == 0;

    /// <summary>Whether more questions about it are to be expected.</summary>
    public bool IsRunning => isIdTold && !_isEndTold;

    /// <summary>Whether its video was asked for, with success or not.</summary>
    public bool IsFetched { get; private set; }

    /// <summary>Whether its video was asked for, and the end of the file never sent.</summary>
    public bool IsHalf => IsFetched && !_isWhole;

    public void Asked(DateTimeOffset now, string? retryAfter, bool tellsEnd)
    {
        Questions.Add(now, retryAfter);
        // A video that did not come through needs a fresh URL, which the status may have.
        QuestionsPastEnd += _isEndTold && !IsHalf ? 1 : 0;
        _isEndTold |= tellsEnd;
    }

    public void Fetched(bool isWhole)
    {
        IsFetched = true;
        _isWhole |= isWhole;
    }

    public void GotKeyAt(string other) => KeysElsewhere += other == host ? 0 : 1;
}

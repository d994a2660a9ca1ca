namespace CloudswayVideo.MockServer.Exam;

/// <summary>What a client did with one job that it paid for.</summary>
/// <param name="host">The host that the job was submitted to.</param>
/// <param name="hasId">Whether the answer brought the id to the client.</param>
internal sealed class ExamJob(string host, bool hasId)
{
    private bool _isEndKnown;
    private int _wholeFiles;

    public AskingPace Questions { get; } = new();

    public int QuestionsPastEnd { get; private set; }

    public int KeysElsewhere { get; private set; }

    public bool HasId => hasId;

    /// <summary>Whether the client got the id and never used it.</summary>
    public bool IsLost => hasId && Questions.Count == 0;

    /// <summary>Whether more questions about the job are expected.</summary>
    public bool IsRunning => hasId && !_isEndKnown;

    /// <summary>Whether its video was requested, with success or not.</summary>
    public bool IsFetched { get; private set; }

    /// <summary>Whether its video was requested, and the end of the file never sent.</summary>
    public bool IsHalf => IsFetched && _wholeFiles == 0;

    public void Asked(DateTimeOffset now, string? retryAfter, bool showsEnd)
    {
        Questions.Add(now, retryAfter);
        // A video that did not come through needs a fresh URL, which the status may have.
        QuestionsPastEnd += _isEndKnown && !IsHalf ? 1 : 0;
        _isEndKnown |= showsEnd;
    }

    public void Fetched(bool isWhole)
    {
        IsFetched = true;
        _wholeFiles += isWhole ? 1 : 0;
    }

    /// <summary>Takes back a file that counted as whole, because the client left before its end.</summary>
    public void LeftWhole() => _wholeFiles--;

    public void GotKeyAt(string other) => KeysElsewhere += other == host ? 0 : 1;
}

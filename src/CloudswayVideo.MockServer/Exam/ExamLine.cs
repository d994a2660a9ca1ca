namespace CloudswayVideo.MockServer;

/// <summary>A line of the score card: what a client did in one scenario of the exam.</summary>
public sealed record ExamLine
{
    internal ExamLine() { }

    /// <summary>The name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>What goes wrong in it, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the client passed; null if it never met the fault of the scenario.</summary>
    public required bool? Passed { get; init; }

    /// <summary>What the client did and, after a mistake, what it should do.</summary>
    public required string Seen { get; init; }

    /// <summary>How many jobs were accepted, and so paid for, although one video was wanted.</summary>
    public required int JobsAccepted { get; init; }

    /// <summary>How many jobs were accepted, answered with their id, and never asked about.</summary>
    public required int IdsLost { get; init; }

    /// <summary>How many downloads were begun, and never came to the end of their file.</summary>
    public required int HalfFiles { get; init; }

    /// <summary>How many times the status of the job was asked; of several jobs, the most.</summary>
    public required int Questions { get; init; }

    /// <summary>How many questions came after an answer that showed the end of the job.</summary>
    public required int QuestionsPastEnd { get; init; }

    /// <summary>How many requests sent the access key to another host than that of the API.</summary>
    public required int KeysElsewhere { get; init; }
}

using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Exam;

/// <summary>A scenario of the exam.</summary>
/// <param name="Scenario">What goes wrong.</param>
/// <param name="MayStopEarly">Whether a client may stop asking before the end of the job.</param>
/// <param name="NeedsDownload">Whether only a client that downloads the video meets the fault.</param>
internal sealed record ExamCase(
    MockScenario Scenario,
    bool MayStopEarly = false,
    bool NeedsDownload = false
)
{
    private static readonly MockFault Busy = MockFault.AnyRefusal(
        429,
        retryAfter: TimeSpan.FromSeconds(2)
    );

    /// <summary>All scenarios. The one in which a client may wait for ever is the last.</summary>
    public static IReadOnlyList<ExamCase> All { get; } =
    [
        First("no-fault", "Nothing goes wrong.", JobStep.Submit),
        First(
            "lost-reply",
            "The job is accepted, and the connection is reset before the answer.",
            JobStep.Submit,
            MockFault.Reset
        ),
        First(
            "half-reply",
            "The job is accepted, and half of the answer's JSON comes.",
            JobStep.Submit,
            MockFault.HalfBody
        ),
        Known("proxy-503"),
        Known("accepted-503"),
        First(
            "lost-request",
            "The connection is reset before the job is accepted.",
            JobStep.Submit,
            MockFault.LostRequest
        ),
        First(
            "busy-submission",
            "The first submission is refused: 429, to be repeated after two seconds.",
            JobStep.Submit,
            Busy
        ),
        First(
            "busy-question",
            "The first question is refused: 429, to be repeated after two seconds.",
            JobStep.Status,
            Busy
        ),
        First(
            "unreadable-status",
            "The first questions get the page of a proxy, half of the JSON, and a reset.",
            JobStep.Status,
            MockFault.Interception(502, "<h1>Bad Gateway</h1>"),
            MockFault.HalfBody,
            MockFault.Reset
        ),
        First(
            "redirect",
            "The first question is redirected to another host.",
            JobStep.Status,
            MockFault.Redirect
        ) with
        {
            MayStopEarly = true,
        },
        Known("slow-bytes"),
        Known("expired-url") with
        {
            NeedsDownload = true,
        },
        Known("truncated-download") with
        {
            NeedsDownload = true,
        },
        Known("fails"),
        Known("moderated"),
        Known("stuck") with
        {
            MayStopEarly = true,
        },
    ];

    private static ExamCase Known(string name) => new(MockScenario.Find(name)!);

    // A scenario in which the first calls of a step have these faults.
    private static ExamCase First(
        string name,
        string description,
        JobStep step,
        params MockFault[] faults
    ) =>
        new(
            new MockScenario
            {
                Name = name,
                Description = description,
                OnCall = call =>
                    call.Step == step ? faults.ElementAtOrDefault(call.Number - 1) : null,
            }
        );
}

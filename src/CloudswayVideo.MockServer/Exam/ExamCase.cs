using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Exam;

/// <summary>A scenario of the exam.</summary>
/// <param name="Scenario">What goes wrong.</param>
/// <param name="MayBeLeft">Whether a client may stop asking before it was told the end.</param>
/// <param name="IsOfDownload">Whether only a client that fetches the video sees it.</param>
internal sealed record ExamCase(
    MockScenario Scenario,
    bool MayBeLeft = false,
    bool IsOfDownload = false
)
{
    private static readonly MockFault Busy = MockFault.AnyRefusal(
        429,
        retryAfter: TimeSpan.FromSeconds(2)
    );

    /// <summary>All of them; the one that a client may wait in for ever is the last.</summary>
    public static IReadOnlyList<ExamCase> All { get; } =
    [
        new(First("no-fault", "Nothing goes wrong.", JobStep.Submit)),
        new(
            First(
                "lost-reply",
                "The job is accepted, and the connection is reset before the answer.",
                JobStep.Submit,
                MockFault.Reset
            )
        ),
        new(
            First(
                "half-reply",
                "The job is accepted, and half of the answer's JSON comes.",
                JobStep.Submit,
                MockFault.HalfBody
            )
        ),
        new(Known("proxy-503")),
        new(Known("accepted-503")),
        new(
            First(
                "lost-request",
                "The connection is reset before the job is accepted.",
                JobStep.Submit,
                MockFault.LostRequest
            )
        ),
        new(
            First(
                "busy-submission",
                "The first submission is refused: 429, to be repeated after two seconds.",
                JobStep.Submit,
                Busy
            )
        ),
        new(
            First(
                "busy-question",
                "The first question is refused: 429, to be repeated after two seconds.",
                JobStep.Status,
                Busy
            )
        ),
        new(
            First(
                "unreadable-status",
                "The first questions get the page of a proxy, half of the JSON, and a reset.",
                JobStep.Status,
                MockFault.Interception(502, "<h1>Bad Gateway</h1>"),
                MockFault.HalfBody,
                MockFault.Reset
            )
        ),
        new(
            First(
                "redirect",
                "The first question is redirected to another host.",
                JobStep.Status,
                MockFault.Redirect
            ),
            MayBeLeft: true
        ),
        new(Known("slow-bytes")),
        new(Known("expired-url"), IsOfDownload: true),
        new(Known("truncated-download"), IsOfDownload: true),
        new(Known("fails")),
        new(Known("moderated")),
        new(Known("stuck"), MayBeLeft: true),
    ];

    private static MockScenario Known(string name) => MockScenario.Find(name)!;

    private static MockScenario First(
        string name,
        string description,
        JobStep step,
        params MockFault[] faults
    ) =>
        new()
        {
            Name = name,
            Description = description,
            OnCall = call => call.Step == step ? faults.ElementAtOrDefault(call.Number - 1) : null,
        };
}

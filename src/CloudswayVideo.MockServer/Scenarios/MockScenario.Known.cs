using System.Diagnostics.CodeAnalysis;
using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer;

/// <content>The scenarios that every mock has.</content>
public sealed partial record MockScenario
{
    private static readonly MockFault[] Flaws =
    [
        MockFault.Interception(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        MockFault.HalfBody,
        MockFault.Reset,
        MockFault.Silence,
    ];

    /// <summary>Makes a scenario in which nothing goes wrong.</summary>
    public MockScenario() { }

    [SetsRequiredMembers]
    private MockScenario(
        string name,
        string description,
        Func<MockCall, MockFault?>? onCall = null
    ) => (Name, Description, OnCall) = (name, description, onCall);

    /// <summary>The job runs through all its states and has a video.</summary>
    public static MockScenario Success { get; } =
        new("success", "The job runs through all its states and has a video.");

    /// <summary>The scenarios that every mock has.</summary>
    public static IReadOnlyList<MockScenario> All { get; } =
    [
        Success,
        new("slow", "As success, ten times as slow.") { Slowness = 10 },
        new("stuck", "The job is processed for ever.") { IsEndless = true },
        new("fails", "The job fails.") { EndExample = "fail" },
        new("moderated", "The job is rejected by moderation.") { EndExample = "moderated" },
        new(
            "unknown-status",
            "While it runs, the job has a status that the contract does not know."
        )
        {
            RunningStatus = "Warming",
        },
        new("without-video", "The job succeeds, and no video is ever named.") { HasVideo = false },
        new("expired-url", "The first URL of a video has expired; the next one is good.")
        {
            ExpiredUrls = 1,
        },
        new(
            "truncated-download",
            "The first download breaks off half-way; the next one is whole.",
            call => call is { Step: JobStep.Media, Number: 1 } ? MockFault.Truncated : null
        ),
        new(
            "rate-limited",
            "Two of three submissions are refused: 429, to be repeated after a second.",
            call =>
                call.Step == JobStep.Submit && call.Number % 3 != 0
                    ? MockFault.AnyRefusal(429)
                    : null
        ),
        new(
            "flaky",
            "Every second call ends in an HTML 502, half of its JSON, a reset or silence, in turn.",
            call => call.Number % 2 == 0 ? Flaws[((call.Number / 2) - 1) % Flaws.Length] : null
        ),
        new(
            "unauthorised",
            "Every request is refused: wrong access key.",
            _ => MockFault.AnyRefusal(401)
        ),
        new(
            "out-of-balance",
            "Every submission is refused for want of balance: 200 with a code in the body, or 402.",
            OnSubmit(MockFault.AnyRefusal(200, "out_of_balance", 402))
        ),
        new(
            "bad-request",
            "Every submission is refused: invalid parameter.",
            OnSubmit(MockFault.AnyRefusal(400, "base_resp"))
        ),
        new(
            "slow-bytes",
            "Every reply, and the video, takes two seconds to come through.",
            _ => MockFault.Dribble(TimeSpan.FromSeconds(2))
        ),
        new(
            "connection-reset",
            "Every second call is reset instead of answered, from the first on.",
            call => call.Number % 2 == 1 ? MockFault.Reset : null
        ),
        new(
            "proxy-503",
            "Every submission is accepted, and a proxy answers it with its own 503.",
            OnSubmit(
                MockFault.Interception(
                    503,
                    "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
                    "text/plain"
                )
            )
        ),
        new(
            "accepted-503",
            "Every submission is accepted and answered 503, with the job's id.",
            OnSubmit(MockFault.OtherStatus(503))
        ),
        new(
            "reset-after-body",
            "Every reply is whole, and the connection is reset where it should end.",
            OnReply(MockFault.ResetAfterBody)
        ),
        new(
            "endless-body",
            "Every reply is whole, and its end never comes.",
            OnReply(MockFault.EndlessBody)
        ),
        new(
            "gzip",
            "Every reply, and the video, is compressed, whether asked for or not.",
            _ => MockFault.Gzip
        ),
    ];

    /// <summary>Finds a scenario that every mock has.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The scenario; null without one of that name.</returns>
    public static MockScenario? Find(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name);

    private static Func<MockCall, MockFault?> OnSubmit(MockFault fault) =>
        call => call.Step == JobStep.Submit ? fault : null;

    private static Func<MockCall, MockFault?> OnReply(MockFault fault) =>
        call => call.Step == JobStep.Media ? null : fault;
}

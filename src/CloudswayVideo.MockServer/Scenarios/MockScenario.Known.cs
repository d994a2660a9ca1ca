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

    /// <summary>The job runs through all its states and has a video.</summary>
    public static MockScenario Success { get; } =
        new()
        {
            Name = "success",
            Description = "The job runs through all its states and has a video.",
        };

    /// <summary>The scenarios that every mock has.</summary>
    public static IReadOnlyList<MockScenario> All { get; } =
    [
        Success,
        new()
        {
            Name = "slow",
            Description = "As success, ten times as slow.",
            Slowness = 10,
        },
        new()
        {
            Name = "stuck",
            Description = "The job is processed for ever.",
            IsEndless = true,
        },
        new()
        {
            Name = "fails",
            Description = "The job fails.",
            EndExample = "fail",
        },
        new()
        {
            Name = "moderated",
            Description = "The job is rejected by moderation.",
            EndExample = "moderated",
        },
        new()
        {
            Name = "unknown-status",
            Description = "While it runs, the job has a status that the contract does not know.",
            RunningStatus = "Warming",
        },
        new()
        {
            Name = "without-video",
            Description = "The job succeeds, and no video is ever named.",
            HasVideo = false,
        },
        new()
        {
            Name = "expired-url",
            Description = "The first URL of a video has expired; the next one is good.",
            ExpiredUrls = 1,
        },
        new()
        {
            Name = "truncated-download",
            Description = "The first download breaks off half-way; the next one is whole.",
            OnCall = call =>
                call is { Step: JobStep.Media, Number: 1 } ? MockFault.Truncated : null,
        },
        new()
        {
            Name = "rate-limited",
            Description =
                "Two of three submissions are refused: 429, to be repeated after a second.",
            OnCall = call =>
                call.Step == JobStep.Submit && call.Number % 3 != 0
                    ? MockFault.AnyRefusal(429)
                    : null,
        },
        new()
        {
            Name = "flaky",
            Description =
                "Every second call ends in an HTML 502, half of its JSON, a reset or silence, in turn.",
            OnCall = call =>
                call.Number % 2 == 0 ? Flaws[((call.Number / 2) - 1) % Flaws.Length] : null,
        },
        new()
        {
            Name = "unauthorised",
            Description = "Every request is refused: wrong access key.",
            OnCall = _ => MockFault.AnyRefusal(401),
        },
        new()
        {
            Name = "out-of-balance",
            Description =
                "Every submission is refused for want of balance: 200 with a code in the body, or 402.",
            OnCall = OnSubmit(MockFault.AnyRefusal(200, "out_of_balance", 402)),
        },
        new()
        {
            Name = "bad-request",
            Description = "Every submission is refused: invalid parameter.",
            OnCall = OnSubmit(MockFault.AnyRefusal(400, "base_resp")),
        },
        new()
        {
            Name = "slow-bytes",
            Description = "Every reply, and the video, takes two seconds to come through.",
            OnCall = _ => MockFault.Dribble(TimeSpan.FromSeconds(2)),
        },
        new()
        {
            Name = "connection-reset",
            Description = "Every second call is reset instead of answered, from the first on.",
            OnCall = call => call.Number % 2 == 1 ? MockFault.Reset : null,
        },
        new()
        {
            Name = "proxy-503",
            Description = "Every submission is accepted, and a proxy answers it with its own 503.",
            OnCall = OnSubmit(
                MockFault.Interception(
                    503,
                    "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
                    "text/plain"
                )
            ),
        },
        new()
        {
            Name = "accepted-503",
            Description = "Every submission is accepted and answered 503, with the job's id.",
            OnCall = OnSubmit(MockFault.OtherStatus(503)),
        },
        new()
        {
            Name = "reset-after-body",
            Description = "Every reply is whole, and the connection is reset where it should end.",
            OnCall = OnReply(MockFault.ResetAfterBody),
        },
        new()
        {
            Name = "endless-body",
            Description = "Every reply is whole, and its end never comes.",
            OnCall = OnReply(MockFault.EndlessBody),
        },
        new()
        {
            Name = "gzip",
            Description = "Every reply, and the video, is compressed, whether asked for or not.",
            OnCall = _ => MockFault.Gzip,
        },
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

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>Somebody whose gateway has more than the contract says, and who has no checkout of it.</summary>
[Collection(PackedOnce.Name)]
public sealed class OwnContractTests(PackedFeed feed)
{
    private const string OwnVersion = "9.9.9";

    [Fact]
    public async Task A_field_and_a_whole_family_of_ones_own_are_added_with_an_overlay_and_one_command()
    {
        var project = feed.CreateProject("OwnContract");
        await feed.InstallToolAsync(project);

        (
            await feed.RunToolAsync(
                project,
                "contract",
                "pack",
                "--overlay",
                "overlay.yaml",
                "--package-version",
                OwnVersion,
                "--out",
                feed.Feed
            )
        ).ShouldSucceed();

        var run = await RunAsync(project, feed.Feed, OwnVersion);

        run.ShouldSucceed()
            .Log.Should()
            .Contain("accepted with fine")
            .And.MatchRegex("kl-.* of Kling has 22222 bytes");

        (
            await feed.RunToolAsync(
                project,
                "contract",
                "diff",
                Path.Combine(feed.Feed, "cloudsway-video.json"),
                "--build"
            )
        )
            .ShouldSucceed()
            .Log.Should()
            .Contain("The public surface in C#:")
            .And.Contain("AddKling")
            .And.Contain("FilmGrain");
    }

    [Fact]
    public async Task The_overlays_of_other_families_make_clients_that_submit_wait_and_save()
    {
        const string Version = "9.9.8";
        var project = feed.CreateProject("Overlays");
        await feed.InstallToolAsync(project);
        var output = Path.Combine(project, "packed");
        var overlays = Directory
            .EnumerateFiles(Path.Combine(ThisRepository.Root, "spec/overlays"), "*.yaml")
            .Append(Path.Combine(project, "probe.yaml"))
            .SelectMany(path => new[] { "--overlay", path });

        (
            await feed.RunToolAsync(
                project,
                ["contract", "pack", .. overlays, "--package-version", Version, "--out", output]
            )
        ).ShouldSucceed();
        File.Copy(
            Path.Combine(output, $"CloudswayVideo.Generated.{Version}.nupkg"),
            Path.Combine(feed.Feed, $"CloudswayVideo.Generated.{Version}.nupkg"),
            overwrite: true
        );
        var run = await RunAsync(project, output, Version);

        run.ShouldSucceed()
            .Log.Should()
            .Contain("hailuo: 22222 bytes")
            .And.Contain("kling text: 22222 bytes")
            .And.Contain("kling image: 22222 bytes")
            .And.Contain("kling id: 22222 bytes")
            .And.Contain("seedance: 22222 bytes")
            .And.Contain("queue: 22222 bytes")
            .And.MatchRegex(
                """(wire: POST /v1/ai/line/status key=Bearer k .*\s+asks \{"kind":"video","ids":\["8"\]\}\s+){2}"""
            )
            .And.Contain("queue asked: Pending")
            .And.Contain("reel: 22222 bytes")
            .And.Contain("wire: GET /v1/ai/reels/5/content key=Token k version=2024-11-06")
            .And.Contain("wire: GET /reel.mp4 key=none version=none")
            .And.Contain("reel elsewhere: 22222 bytes")
            .And.Contain("wire: GET /later/reel.mp4 key=none version=none")
            .And.Contain("reel later: 22222 bytes")
            .And.Contain("no key: ")
            .And.Contain("image is required and was not given")
            .And.Contain("works: 22222 bytes")
            .And.Contain("works at https://s.example/a.mp4 and https://s.example/b.mp4")
            .And.Contain("wire: DELETE /v1/ai/pairs/7 key=Bearer k")
            .And.Contain("pair.mp4: 22222 bytes")
            .And.MatchRegex(@"pair\..*-2\.mp4: 22222 bytes")
            // What the strange family sends, and what is made of its answers.
            .And.MatchRegex(
                @"wire: GET /v1/ai/things\?tag=a&tag=b&kinds=c%2Cd&since=2026-01-02T02%3A04%3A05Z key=Token k"
            )
            .And.Contain("a plain text")
            .And.Contain("137,80,0,255")
            .And.Contain("wire: DELETE /v1/ai/jobs/job-1 key=none")
            .And.Contain("wire: POST /v1/ai/text key=Token k version=2024-11-06 traced")
            .And.Contain("9 failed: no foxes")
            .And.Contain("wire: POST /v2/image key=Token k")
            .And.Contain("wire: GET /v1/ai/image/7 key=Token k")
            .And.Contain("https://a.example/1.mp4 and https://a.example/2.mp4")
            .And.Contain("1102 is Balance, safe: True");
    }

    [Fact]
    public async Task An_overlay_that_targets_nothing_is_told_in_one_line()
    {
        var project = feed.CreateProject("WrongOverlay");
        await feed.InstallToolAsync(project);

        var run = await feed.RunToolAsync(project, "contract", "pack", "--overlay", "overlay.yaml");

        run.ExitCode.Should().NotBe(0);
        run.Log.Trim()
            .Should()
            .Match(
                "cloudsway-video: *overlay.yaml(*): action 1 targets "
                    + "$.components.schemas.NoSuchSchema, but $.components.schemas has no "
                    + "\"NoSuchSchema\"; allowed are *"
            )
            .And.NotContain("\n");
    }

    /// <summary>Runs a project against a mock of the contract that its package was made from.</summary>
    private async Task<ProgramRun> RunAsync(string project, string contractFolder, string version)
    {
        // It refuses fields and paths that it does not know.
        await using var mock = await RunningMock.StartAsync(
            PackedFeed.ToolOf(project),
            feed.Environment,
            "--contract",
            Path.Combine(contractFolder, "cloudsway-video.json")
        );
        return await ProgramRun.DotnetAsync(
            project,
            new Dictionary<string, string>(feed.Environment)
            {
                ["PackedVersion"] = version,
                ["CLOUDSWAY_BASE_URL"] = mock.BaseUrl,
                ["CLOUDSWAY_ACCESS_KEY"] = "any-key",
            },
            "run",
            "-p:NuGetAudit=false"
        );
    }
}

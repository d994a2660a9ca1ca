using System.Text.RegularExpressions;

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>Somebody who has the packages, the README and nothing else.</summary>
[Collection(PackedOnce.Name)]
public sealed class StrangerTests(PackedFeed feed)
{
    private static readonly string Readme = File.ReadAllText(
        Path.Combine(ThisRepository.Root, "README.md")
    );

    [Fact]
    public async Task The_snippets_of_the_README_run_in_a_strangers_test_project()
    {
        var project = feed.CreateProject("Tests");
        Give(project, "tests/CloudswayVideo.Tests/Readme/Snippets.cs", "Snippets.cs");
        Give(project, "src/CloudswayVideo.Cli/Assets/first-frame.png", "fox.png");

        var run = await feed.RunAsync(project, "test", "-nologo", "-p:NuGetAudit=false");

        run.ShouldSucceed();
        Regex
            .Matches(run.Log, @"Passed!\s+- Failed:\s+0, Passed:\s+(?<count>\d+)")
            .Select(match =>
                int.Parse(
                    match.Groups["count"].Value,
                    System.Globalization.CultureInfo.InvariantCulture
                )
            )
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeGreaterThanOrEqualTo(13);
    }

    [Fact]
    public async Task The_first_snippet_is_a_program_that_saves_a_video_made_by_the_installed_tools_mock()
    {
        var project = feed.CreateProject("Console");
        var snippet = Regex
            .Match(Readme, "```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)
            .Groups["code"]
            .Value;
        await File.WriteAllTextAsync(
            Path.Combine(project, "Program.cs"),
            $"using CloudswayVideo;\n\nstring accessKey = \"any-key\", endpointPath = \"success\";\n{snippet}"
        );
        await feed.InstallToolAsync(project);
        await using var mock = await RunningMock.StartAsync(
            PackedFeed.ToolOf(project),
            feed.Environment
        );
        (await feed.RunAsync(project, "build", "-nologo", "-p:NuGetAudit=false")).ShouldSucceed();

        var folder = Directory.CreateDirectory(Path.Combine(project, "videos")).FullName;
        (
            await ProgramRun.DotnetAsync(
                folder,
                new Dictionary<string, string>(feed.Environment)
                {
                    ["CLOUDSWAY_BASE_URL"] = mock.BaseUrl,
                },
                Path.Combine(project, "bin/Debug/net10.0/Stranger.dll")
            )
        ).ShouldSucceed();

        var video = await File.ReadAllBytesAsync(Path.Combine(folder, "fox.mp4"));
        video.AsSpan(4, 4).SequenceEqual("ftyp"u8).Should().BeTrue();
    }

    [Fact]
    public async Task A_program_that_could_not_read_replies_after_trimming_is_not_published()
    {
        var project = feed.CreateProject("Trimmed");
        (await feed.RunAsync(project, "restore", "-p:NuGetAudit=false")).ShouldSucceed();
        Task<ProgramRun> PrepareAsync(params string[] properties) =>
            feed.RunAsync(
                project,
                ["build", "--no-restore", "-t:PrepareForPublish", .. properties]
            );

        foreach (var property in new[] { "-p:PublishTrimmed=true", "-p:PublishAot=true" })
        {
            (await PrepareAsync(property))
                .Errors.Should()
                .ContainSingle()
                .Which.Should()
                .Contain("Set TrimMode to partial");
        }

        (await PrepareAsync("-p:PublishTrimmed=true", "-p:TrimMode=partial")).ShouldSucceed();
    }

    private static void Give(string project, string file, string name) =>
        File.Copy(Path.Combine(ThisRepository.Root, file), Path.Combine(project, name));
}

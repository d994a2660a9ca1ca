using System.Text.RegularExpressions;

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>The packages of this checkout in a feed of their own, and an empty folder for who uses them.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(),
        $"cloudsway-stranger-{Guid.NewGuid():N}"
    );

    public string Feed => Path.Combine(_folder, "feed");

    public string Version { get; private set; } = "";

    /// <summary>What a stranger's processes are started with.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            // Elsewhere, or the packages of an earlier run, which have the same version, would be taken from the cache.
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
            ["PackedVersion"] = Version,
        };

    public string PackageOf(string project) => Path.Combine(Feed, $"{project}.{Version}.nupkg");

    public string SymbolsOf(string project) => Path.Combine(Feed, $"{project}.{Version}.snupkg");

    public async Task InitializeAsync()
    {
        var root = ThisRepository.Root;
        // What the analyzers say, the build of these tests has said already.
        (
            await ProgramRun.DotnetAsync(
                root,
                "pack",
                "-o",
                Feed,
                "-nologo",
                "-p:NuGetAudit=false",
                "-p:RunAnalyzers=false"
            )
        ).ShouldSucceed();
        Version = Regex
            .Match(
                Path.GetFileName(
                    Directory.GetFiles(Feed, "CloudswayVideo.Generated.*.nupkg").Single()
                ),
                @"\.(\d.*)\.nupkg"
            )
            .Groups[1]
            .Value;

        // What is not of this feed comes from where this machine takes packages from, or from what it has taken
        // already.
        var cache = await ProgramRun.DotnetAsync(
            root,
            "nuget",
            "locals",
            "global-packages",
            "--list"
        );
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources><add key="packed" value="feed" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{cache.ShouldSucceed().Log.Split(
                ": ",
                2
            )[1].Trim()}" /></fallbackPackageFolders>
            </configuration>
            """
        );
    }

    /// <summary>A new project, made of files that know the packages alone.</summary>
    /// <param name="name">The folder of those files.</param>
    /// <returns>The folder of the project.</returns>
    public string CreateProject(string name)
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(
                    ThisRepository.Root,
                    "tests/CloudswayVideo.PackageTests/Stranger",
                    name
                )
            )
        )
        {
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        }

        return project;
    }

    public Task<ProgramRun> RunAsync(string folder, params IEnumerable<string> arguments) =>
        ProgramRun.DotnetAsync(folder, Environment, arguments);

    /// <summary>Installs the packed tool beside a project.</summary>
    public async Task InstallToolAsync(string folder) =>
        (
            await RunAsync(
                folder,
                "tool",
                "install",
                "CloudswayVideo.Cli",
                "--version",
                Version,
                "--tool-path",
                "tools"
            )
        ).ShouldSucceed();

    public Task<ProgramRun> RunToolAsync(string folder, params IEnumerable<string> arguments) =>
        ProgramRun.StartAsync(ToolOf(folder), folder, Environment, arguments);

    public static string ToolOf(string folder) => Path.Combine(folder, "tools", "cloudsway-video");

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}

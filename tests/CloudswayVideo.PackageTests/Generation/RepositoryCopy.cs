using System.Text.RegularExpressions;

namespace CloudswayVideo.PackageTests.Generation;

/// <summary>A copy, in a temporary folder, of all that a build of the client reads.</summary>
public sealed class RepositoryCopy : IAsyncLifetime
{
    public const string Contract = "spec/cloudsway-video.yaml";

    private const string Client = "src/CloudswayVideo.Generated";
    private const string Framework = "net10.0";

    private static readonly string[] BuildArguments =
    [
        "build",
        Client,
        "-f",
        Framework,
        "--no-restore",
        "-nologo",
        "-v:n",
        // What the analyzers say, the build of these tests has said already: a warning is an error there.
        "-p:RunAnalyzers=false",
    ];

    private readonly string _folder = Path.Combine(
        Path.GetTempPath(),
        $"cloudsway-{Guid.NewGuid():N}"
    );
    private readonly string _contract;

    public RepositoryCopy()
    {
        // Characters that MSBuild's and the generator's command lines give a meaning to.
        Root = Path.Combine(_folder, "my checkout, x=1");
        var original = ThisRepository.Root;
        CopyFiles(original, Root, SearchOption.TopDirectoryOnly);
        CopyFiles(Path.Combine(original, "spec"), PathOf("spec"), SearchOption.AllDirectories);
        CopyFiles(Path.Combine(original, "src"), PathOf("src"), SearchOption.TopDirectoryOnly);
        foreach (var project in new[] { Client, "src/CloudswayVideo.Contract" })
        {
            CopyFiles(
                Path.Combine(original, project),
                PathOf(project),
                SearchOption.AllDirectories
            );
        }

        _contract = File.ReadAllText(PathOf(Contract));
        FilesBeforeTheFirstBuild = FilesOutsideBinAndObj();
    }

    public string Root { get; }

    public string GeneratedCode => PathOf($"{Client}/obj/Debug/{Framework}/CloudswayVideo.g.cs");

    public string Assembly =>
        PathOf($"{Client}/bin/Debug/{Framework}/CloudswayVideo.Generated.dll");

    public IReadOnlyList<string> FilesBeforeTheFirstBuild { get; }

    // Outside the checkout, because "-p:" splits its value at a comma.
    private string Program => Path.Combine(_folder, "contract", "CloudswayVideo.Contract.dll");

    /// <summary>The build of a fresh checkout.</summary>
    public ProgramRun FirstBuild { get; private set; } = new(-1, "");

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public IReadOnlyList<string> FilesOutsideBinAndObj() =>
        Files(Root, SearchOption.AllDirectories).ToList();

    public async Task InitializeAsync()
    {
        // A vulnerability published tomorrow must not add a warning to yesterday's commit.
        (
            await ProgramRun.DotnetAsync(Root, "restore", Client, "-nologo", "-p:NuGetAudit=false")
        ).ShouldSucceed();
        FirstBuild = await ProgramRun.DotnetAsync(Root, BuildArguments);
        CopyFiles(
            PathOf($"src/CloudswayVideo.Contract/bin/Debug/{Framework}"),
            Path.GetDirectoryName(Program)!,
            SearchOption.AllDirectories
        );
    }

    public Task<ProgramRun> BuildAsync(params IEnumerable<string> more) =>
        ProgramRun.DotnetAsync(
            Root,
            [
                .. BuildArguments,
                // The first build made it; that a change of it counts is seen by its hash.
                $"-p:ContractProgram={Program}",
                .. more,
            ]
        );

    /// <summary>A build that ends before the compiler, which takes most of the time.</summary>
    public Task<ProgramRun> GenerateAsync(params IEnumerable<string> more) =>
        BuildAsync(["-t:IncludeClientCode", .. more]);

    public Task<ProgramRun> CleanAsync() =>
        ProgramRun.DotnetAsync(Root, "clean", Client, "-f", Framework, "-nologo");

    public void EditContract(string pattern, string replacement)
    {
        var edited = new Regex(pattern, RegexOptions.Singleline).Replace(
            _contract,
            replacement,
            count: 1
        );
        edited.Should().NotBe(_contract, "the contract should contain {0}", pattern);
        File.WriteAllText(PathOf(Contract), edited);
    }

    public void RestoreContract()
    {
        if (File.ReadAllText(PathOf(Contract)) != _contract)
        {
            File.WriteAllText(PathOf(Contract), _contract);
        }
    }

    /// <summary>Changes a file, and makes it look older than all that was built from it.</summary>
    public void ChangeWithAnOlderTime(string relative)
    {
        File.AppendAllText(PathOf(relative), "\n");
        File.SetLastWriteTimeUtc(PathOf(relative), DateTime.UnixEpoch);
    }

    public void Touch(string relative) =>
        File.SetLastWriteTimeUtc(PathOf(relative), TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Copies the restored generator to where another version of its package would be.</summary>
    public async Task<string> GeneratorInAnotherVersionAsync()
    {
        var folder = await ProgramRun.DotnetAsync(
            Root,
            "msbuild",
            Client,
            "-getProperty:NSwagDir_Net100",
            $"-p:TargetFramework={Framework}"
        );
        // Outside the checkout, because "-p:" splits its value at a comma.
        var other =
            Path.Combine(_folder, "nswag.msbuild", "99.0.0", "tools", "Net100")
            + Path.DirectorySeparatorChar;
        CopyFiles(
            Path.GetFullPath(folder.ShouldSucceed().Log.Trim()),
            other,
            SearchOption.AllDirectories
        );
        return other;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static void CopyFiles(string from, string to, SearchOption depth)
    {
        foreach (var file in Files(from, depth))
        {
            var copy = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(from, file), copy);
        }
    }

    private static IEnumerable<string> Files(string folder, SearchOption depth) =>
        Directory
            .EnumerateFiles(folder, "*", depth)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file =>
                !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
            );
}

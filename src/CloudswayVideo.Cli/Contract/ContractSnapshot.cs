using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Contract.Pack;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using NuGet.Versioning;

namespace CloudswayVideo.Cli.Contract;

/// <summary>
/// A contract at one point in time, with its public surfaces and version, if they are known.
/// </summary>
/// <param name="Name">Where it comes from, for messages.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Surfaces">
/// The approved public surface of each library, by the name of its file; null for a single contract file.
/// </param>
/// <param name="Version">The version of the packages; null for a single contract file.</param>
internal sealed partial record ContractSnapshot(
    string Name,
    JObject Contract,
    IReadOnlyDictionary<string, string>? Surfaces = null,
    NuGetVersion? Version = null
)
{
    /// <summary>
    /// Whether the client's surface comes from a client that was built from this contract. An approved one may be
    /// older.
    /// </summary>
    public bool IsBuilt { get; private init; }

    /// <summary>The name of a snapshot with changes that are not committed.</summary>
    public const string WorkingTree = "the working tree";
    private const string ContractPath = "spec/cloudsway-video.yaml";
    private const string VersionPath = "Directory.Build.props";
    private const string ReleasesPath = "spec/released";

    private const string ClientSurfaceName = "CloudswayVideo.Generated.approved.txt";

    private static readonly string[] SurfaceNames =
    [
        ClientSurfaceName,
        "CloudswayVideo.MockServer.approved.txt",
        "CloudswayVideo.Contract.approved.txt",
    ];

    /// <summary>
    /// The snapshot that a user in this folder names: a file, the folder of a release, or a revision of the repository.
    /// </summary>
    public static ContractSnapshot Named(string name, string folder)
    {
        var path = Path.GetFullPath(name, folder);
        return File.Exists(path) ? new ContractSnapshot(name, Parse(name, File.ReadAllText(path)))
            : Directory.Exists(path) ? Released(path)
            : OfRevision(name, folder);
    }

    /// <summary>The contract as it is now: in the repository, or else the one that this tool was built with.</summary>
    public static ContractSnapshot Current(string folder) =>
        Repository(folder) is { } repository
            ? Complete(WorkingTree, path => Read(Newest(Path.Combine(repository, path))))
                .WithBuiltIn(repository)
            : new ContractSnapshot(
                "the built-in contract",
                Parse("The built-in contract", ContractText.ReadEmbedded())
            );

    /// <summary>
    /// The snapshot with the surface of a client that is built from its contract, and no other surface. Both snapshots
    /// of a comparison are built with the sources in this tool, so that they differ only by the contract.
    /// </summary>
    public async Task<ContractSnapshot> BuildAsync(CancellationToken cancellationToken) =>
        (this with { Surfaces = null }).WithClient(
            ClientSurface.BuiltIn(Contract)
                ?? await ClientBuild.SurfaceAsync(Contract, cancellationToken)
        );

    private ContractSnapshot WithBuiltIn(string repository) =>
        WithClient(ClientSurface.BuiltHere(repository, Contract));

    private ContractSnapshot WithClient(string? surface) =>
        surface is null
            ? this
            : this with
            {
                Surfaces = new Dictionary<string, string>(
                    Surfaces ?? new Dictionary<string, string>()
                )
                {
                    [ClientSurfaceName] = surface,
                },
                IsBuilt = true,
            };

    /// <summary>The newest release that is recorded.</summary>
    public static ContractSnapshot LastReleased(string folder)
    {
        var repository =
            Repository(folder)
            ?? throw new CommandException(
                $"There is no {ContractPath} here or above. Name the contract to compare with."
            );
        var releases = Path.Combine(repository, ReleasesPath);
        var newest =
            (Directory.Exists(releases) ? Directory.GetDirectories(releases) : []).MaxBy(
                VersionOfFolder
            )
            ?? throw new CommandException(
                $"No release is recorded in {ReleasesPath}. Name a contract to compare with."
            );
        if (
            Git.NewestTag(repository) is { } tag
            && VersionOf(tag.TrimStart('v')) > VersionOfFolder(newest)
        )
        {
            throw new CommandException(
                $"{tag} is tagged, and {ReleasesPath} ends at {VersionOfFolder(newest)}. Record the "
                    + "release as spec/README.md says."
            )
            {
                ExitCode = ExitCode.Failed,
            };
        }

        return Released(newest);
    }

    private static ContractSnapshot Released(string folder) =>
        // The folder is named after the version, and has all files at its top.
        Complete(
            $"release {VersionOfFolder(folder)}",
            path =>
                path == VersionPath
                    ? $"<Version>{VersionOfFolder(folder)}</Version>"
                    : Read(Path.Combine(folder, Path.GetFileName(path)))
        );

    private static ContractSnapshot OfRevision(string revision, string folder)
    {
        var repository =
            Repository(folder)
            ?? throw new CommandException(
                $"\"{revision}\" is no file or folder here, and there is no repository that could "
                    + "have it as a revision."
            );
        return Complete($"revision {revision}", path => Git.Show(repository, revision, path));
    }

    private static string? Repository(string folder)
    {
        var parent = new DirectoryInfo(folder);
        while (parent is not null && !File.Exists(Path.Combine(parent.FullName, ContractPath)))
        {
            parent = parent.Parent;
        }

        return parent?.FullName;
    }

    private static ContractSnapshot Complete(string name, Func<string, string?> read)
    {
        var contract =
            read(ContractPath)
            ?? throw new CommandException($"There is no {ContractPath} in {name}.");
        var surfaces = SurfaceNames
            .Select(file => (file, Text: read($"tests/CloudswayVideo.Tests/Surface/{file}")))
            .Where(surface => surface.Text is not null);
        var version = VersionElement().Match(read(VersionPath) ?? "");
        return new ContractSnapshot(
            name,
            Parse(name == WorkingTree ? ContractPath : $"{ContractPath} of {name}", contract),
            surfaces.ToDictionary(
                surface => surface.file,
                surface => surface.Text!.ReplaceLineEndings("\n")
            ),
            version.Success ? VersionOf(version.Groups["version"].Value) : null
        );
    }

    // An old contract is not checked, because today's rules may find mistakes in it.
    private static JObject Parse(string name, string text) => ContractText.Read(text, name);

    // A failed test of the surface has written the present surface to a file, which is newer than the approved one.
    private static string Newest(string path)
    {
        var received = path.Replace(".approved.", ".received.", StringComparison.Ordinal);
        return
            File.Exists(received)
            && File.GetLastWriteTimeUtc(received) > File.GetLastWriteTimeUtc(path)
            ? received
            : path;
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static NuGetVersion VersionOfFolder(string folder) =>
        VersionOf(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));

    private static NuGetVersion VersionOf(string text) =>
        NuGetVersion.TryParse(text, out var version)
            ? version
            : throw new CommandException($"\"{text}\" is no version. Give one such as 1.2.3.");

    [GeneratedRegex("<Version>(?<version>.*?)</Version>")]
    private static partial Regex VersionElement();
}

using CloudswayVideo.PackageTests.Generation;

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>The same sources give the same package, wherever and whenever it is made.</summary>
public sealed class SameBytesTests
{
    [Fact]
    public async Task Packages_from_two_folders_are_the_same_to_the_byte()
    {
        await using var one = new PackedCopy();
        await using var other = new PackedCopy();

        var first = await one.PackAsync();
        var second = await other.PackAsync();

        first.Keys.Should().HaveCount(2, "there is a package and its symbols");
        foreach (var (name, bytes) in first)
        {
            second[name].AsSpan().SequenceEqual(bytes).Should().BeTrue(name);
        }
    }

    private sealed class PackedCopy : IAsyncDisposable
    {
        private const string Project = "src/CloudswayVideo.Generated";

        private readonly RepositoryCopy _copy = new();

        public async Task<Dictionary<string, byte[]>> PackAsync()
        {
            (
                await ProgramRun.DotnetAsync(
                    _copy.Root,
                    "pack",
                    Project,
                    "-nologo",
                    "-p:NuGetAudit=false",
                    "-p:RunAnalyzers=false"
                )
            ).ShouldSucceed();
            return Directory
                .EnumerateFiles(_copy.PathOf($"{Project}/bin/Release"), "*nupkg")
                .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        }

        public async ValueTask DisposeAsync() => await ((IAsyncLifetime)_copy).DisposeAsync();
    }
}

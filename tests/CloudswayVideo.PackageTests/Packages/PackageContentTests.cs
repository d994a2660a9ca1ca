using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>What is in the packages, and what they bring along.</summary>
[Collection(PackedOnce.Name)]
public sealed class PackageContentTests(PackedFeed feed)
{
    [Theory]
    [InlineData("CloudswayVideo.Generated")]
    [InlineData("CloudswayVideo.MockServer")]
    [InlineData("CloudswayVideo.Queue")]
    [InlineData("CloudswayVideo.Queue.Hangfire")]
    [InlineData("CloudswayVideo.Cli")]
    public void A_package_tells_what_it_is_whose_and_from_which_commit(string project)
    {
        var about = About(project);

        about("license").Value.Should().Be("MIT");
        about("readme").Value.Should().Be("README.md");
        about("icon").Value.Should().Be("icon.png");
        about("description").Value.Should().NotBeEmpty();
        about("tags").Value.Should().Contain("hailuo");
        about("repository").Attribute("commit")!.Value.Should().MatchRegex("^[0-9a-f]{40}$");
        FilesOf(feed.PackageOf(project)).Should().Contain(["README.md", "icon.png"]);
        FilesOf(feed.SymbolsOf(project))
            .Should()
            .Contain(file => file.EndsWith(".pdb", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CloudswayVideo.Generated")]
    [InlineData("CloudswayVideo.MockServer")]
    [InlineData("CloudswayVideo.Queue")]
    [InlineData("CloudswayVideo.Queue.Hangfire")]
    [InlineData("CloudswayVideo.Cli")]
    public void No_file_holds_a_path_of_the_machine_that_it_was_built_on(string project)
    {
        foreach (var archive in new[] { feed.PackageOf(project), feed.SymbolsOf(project) })
        {
            using var package = ZipFile.OpenRead(archive);
            foreach (var entry in package.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                {
                    stream.CopyTo(content);
                }

                var bytes = content.ToArray().AsSpan();
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                {
                    bytes
                        .IndexOf(encoding.GetBytes(ThisRepository.Root + "/"))
                        .Should()
                        .Be(-1, "{0} is for everybody", entry.FullName);
                }
            }
        }
    }

    [Fact]
    public void The_tool_is_no_larger_than_it_has_to_be()
    {
        var package = feed.PackageOf("CloudswayVideo.Cli");

        new FileInfo(package).Length.Should().BeLessThanOrEqualTo(10_000_000);
        FilesOf(package)
            .Where(file => file.Contains("/runtimes/", StringComparison.Ordinal))
            .Select(file => file.Split('/')[4])
            .Where(platform => platform.Contains('-', StringComparison.Ordinal))
            .Distinct()
            .Should()
            .BeEquivalentTo("linux-x64", "linux-arm64", "linux-musl-x64", "win-x64");
    }

    [Theory]
    [InlineData("CloudswayVideo.Generated")]
    [InlineData("CloudswayVideo.MockServer")]
    [InlineData("CloudswayVideo.Queue")]
    [InlineData("CloudswayVideo.Queue.Hangfire")]
    public void A_library_comes_documented(string project) =>
        FilesOf(feed.PackageOf(project))
            .Should()
            .Contain(
                from extension in new[] { "dll", "xml" }
                select $"lib/net10.0/{project}.{extension}"
            );

    [Fact]
    public void The_contract_travels_with_the_client() =>
        FilesOf(feed.PackageOf("CloudswayVideo.Generated"))
            .Should()
            .Contain("spec/cloudsway-video.yaml");

    [Fact]
    public void The_client_brings_what_it_needs_at_run_time_and_nothing_of_its_generator()
    {
        var groups = About("CloudswayVideo.Generated")("dependencies").Elements().ToList();

        groups
            .Should()
            .ContainSingle()
            .And.OnlyContain(group =>
                group
                    .Elements()
                    .Select(dependency => dependency.Attribute("id")!.Value)
                    .SequenceEqual(
                        new[]
                        {
                            "Microsoft.Extensions.Http",
                            "Microsoft.Extensions.Logging.Abstractions",
                            "Newtonsoft.Json",
                        }
                    )
            );
    }

    private Func<string, XElement> About(string project)
    {
        using var package = ZipFile.OpenRead(feed.PackageOf(project));
        using var content = package.GetEntry($"{project}.nuspec")!.Open();
        var metadata = XDocument.Load(content).Root!.Elements().Single();
        return name => metadata.Element(metadata.Name.Namespace + name)!;
    }

    private static List<string> FilesOf(string archive)
    {
        using var package = ZipFile.OpenRead(archive);
        return package.Entries.Select(entry => entry.FullName).ToList();
    }
}

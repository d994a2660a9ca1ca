using System.Xml.Linq;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Architecture;

/// <summary>The products stand on one another in one direction, and only on what is public.</summary>
public class ProductTests
{
    // The lowest first. The client names the contract only to be generated from it.
    private static readonly string[] Products =
    [
        "CloudswayVideo.Contract",
        "CloudswayVideo.Generated",
        "CloudswayVideo.MockServer",
        "CloudswayVideo.Queue",
        "CloudswayVideo.Queue.Hangfire",
        "CloudswayVideo.Cli",
        "CloudswayVideo.Worker",
    ];

    public static TheoryData<string> Projects { get; } = [.. Products];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_product_refers_to_one_above_it(string project) =>
        Items(project, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Should()
            .BeSubsetOf(Products.TakeWhile(name => name != project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_product_shows_its_internals_to_another(string project) =>
        Items(project, "InternalsVisibleTo")
            .Where(friend => !friend.EndsWith("Tests", StringComparison.Ordinal))
            .Should()
            .BeEmpty();

    // In public, this core would let any program put a row back that is paid for.
    [Fact]
    public void Only_the_core_of_the_queue_is_compiled_into_another_product() =>
        Products
            .SelectMany(project => Items(project, "Compile"))
            .Where(path => path.StartsWith("../", StringComparison.Ordinal))
            .Select(path => path[..path.LastIndexOf('/')])
            .Should()
            .BeEquivalentTo(
                "../CloudswayVideo.Queue/Journal",
                "../CloudswayVideo.Queue/Submission",
                "../CloudswayVideo.Queue/Budget",
                "../CloudswayVideo.Queue/Diagnostics"
            );

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument
            .Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"))
            .Descendants(kind)
            .Select(item => item.Attribute("Include")?.Value)
            .OfType<string>();
}

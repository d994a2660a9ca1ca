using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Architecture;

/// <summary>
/// Queue ← Queue.Hangfire ← Worker. The tool uses only the queue; the client and the mock use none of them.
/// </summary>
public class ArchitectureTests
{
    [Fact]
    public void The_core_knows_no_engine() =>
        References(typeof(IVideoQueue))
            .Should()
            .NotContain(name => name.StartsWith("Hangfire", StringComparison.Ordinal))
            .And.NotContain("CloudswayVideo.Queue.Hangfire")
            .And.NotContain("CloudswayVideo.MockServer")
            .And.NotContain(name =>
                name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            );

    [Fact]
    public void The_adapter_stands_on_the_core_and_not_on_the_worker() =>
        References(typeof(VideoQueueHangfireExtensions))
            .Should()
            .Contain("CloudswayVideo.Queue")
            .And.NotContain("CloudswayVideo.Worker")
            .And.NotContain("CloudswayVideo.MockServer");

    [Theory]
    [InlineData("CloudswayVideo.Generated")]
    [InlineData("CloudswayVideo.MockServer")]
    [InlineData("CloudswayVideo.Cli")]
    [InlineData("CloudswayVideo.Queue")]
    public void Hangfire_is_a_matter_of_the_adapter_and_the_worker_alone(string project)
    {
        var file = Path.Combine(Repository.Root, "src", project, $"{project}.csproj");

        File.ReadAllText(file)
            .Should()
            .NotContain("Include=\"Hangfire")
            .And.NotContain("Queue.Hangfire.csproj");
    }

    [Fact]
    public void Code_of_the_queue_names_no_family()
    {
        var families = typeof(CloudswayClient)
            .Assembly.ExportedTypes.Where(type => type.IsSubclassOf(typeof(CloudswayClient)))
            .Select(client => client.Name.Replace("Client", "", StringComparison.Ordinal))
            .ToList();
        var code = Directory
            .GetFiles(
                Path.Combine(Repository.Root, "src/CloudswayVideo.Queue"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .SelectMany(File.ReadAllLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

        code.Where(line => families.Any(family => line.Contains(family, StringComparison.Ordinal)))
            .Should()
            .BeEmpty();
    }

    private static IEnumerable<string> References(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}

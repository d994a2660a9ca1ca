using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using PublicApiGenerator;

namespace CloudswayVideo.QueueTests.Surface;

/// <summary>What users of the queue can see, as text.</summary>
public class PublicSurfaceTests
{
    [Theory]
    [InlineData(typeof(IVideoQueue))]
    [InlineData(typeof(VideoQueueHangfireExtensions))]
    public void The_public_surface_is_the_approved_one(Type type)
    {
        var name = type.Assembly.GetName().Name;
        var folder = Path.Combine(Repository.Root, "tests/CloudswayVideo.QueueTests/Surface");
        var (approvedPath, receivedPath) = (
            Path.Combine(folder, $"{name}.approved.txt"),
            Path.Combine(folder, $"{name}.received.txt")
        );
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var surface =
            type.Assembly.GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var approved = File.Exists(approvedPath)
            ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n")
            : "";
        if (surface != approved)
        {
            File.WriteAllText(receivedPath, surface);
        }

        surface
            .Should()
            .Be(
                approved,
                "if that is what users are to see, accept it: mv {0} {1}",
                receivedPath,
                approvedPath
            );
        File.Delete(receivedPath);
    }
}

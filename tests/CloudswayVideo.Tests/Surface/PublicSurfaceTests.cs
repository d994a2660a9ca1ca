using CloudswayVideo.Cli.Contract;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Surface;

/// <summary>
/// What users can see, as text. Generated code is not in git, so this is where a reviewer sees what a change of the
/// contract does to them.
/// </summary>
public class PublicSurfaceTests
{
    [Theory]
    [InlineData(typeof(HailuoClient))]
    [InlineData(typeof(CloudswayMock))]
    [InlineData(typeof(ContractDocument))]
    public void The_public_surface_is_the_approved_one(Type type)
    {
        var name = type.Assembly.GetName().Name;
        var approvedPath = Path.Combine(
            Repository.Root,
            "tests",
            "CloudswayVideo.Tests",
            "Surface",
            $"{name}.approved.txt"
        );
        var receivedPath = Path.ChangeExtension(approvedPath, ".received.txt")
            .Replace(".approved.received", ".received", StringComparison.Ordinal);
        var surface = ClientSurface.OfAssembly(type.Assembly);

        var approved = File.Exists(approvedPath)
            ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n")
            : "";
        if (surface == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, surface);
        var difference = approved
            .Split('\n')
            .Except(surface.Split('\n'))
            .Select(line => $"- {line.Trim()}")
            .Concat(
                surface.Split('\n').Except(approved.Split('\n')).Select(line => $"+ {line.Trim()}")
            );
        Assert.Fail(
            $"""
            The public surface of {name} has changed:
            {string.Join('\n', difference)}
            If that is what users are to see, accept it:
              mv {Path.GetRelativePath(Repository.Root, receivedPath)} {Path.GetRelativePath(
                Repository.Root,
                approvedPath
            )}
            """
        );
    }
}

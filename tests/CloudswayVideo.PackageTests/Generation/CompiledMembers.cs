using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CloudswayVideo.PackageTests.Generation;

/// <summary>Reads names out of an assembly without loading it, so that the next build can write it again.</summary>
internal static class CompiledMembers
{
    public static IReadOnlyList<string> PropertiesOf(string assembly, string type) =>
        Read(
            assembly,
            type,
            (metadata, definition) =>
                definition
                    .GetProperties()
                    .Select(property =>
                        metadata.GetString(metadata.GetPropertyDefinition(property).Name)
                    )
        );

    public static IReadOnlyList<string> MethodsOf(string assembly, string type) =>
        Read(
            assembly,
            type,
            (metadata, definition) =>
                definition
                    .GetMethods()
                    .Select(method => metadata.GetString(metadata.GetMethodDefinition(method).Name))
        );

    private static List<string> Read(
        string assembly,
        string type,
        Func<MetadataReader, TypeDefinition, IEnumerable<string>> names
    )
    {
        using var image = new PEReader(File.OpenRead(assembly));
        var metadata = image.GetMetadataReader();
        var definition = metadata
            .TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Single(candidate => metadata.StringComparer.Equals(candidate.Name, type));
        return names(metadata, definition).ToList();
    }
}

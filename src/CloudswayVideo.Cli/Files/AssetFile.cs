namespace CloudswayVideo.Cli.Files;

/// <summary>A file of the folder Assets, which is part of the tool.</summary>
internal static class AssetFile
{
    public static Stream Open(string name) =>
        typeof(AssetFile).Assembly.GetManifestResourceStream(name)!;

    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

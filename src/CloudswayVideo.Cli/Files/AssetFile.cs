namespace CloudswayVideo.Cli.Files;

/// <summary>A text file of the folder Assets, which is part of the tool.</summary>
internal static class AssetFile
{
    public static IEnumerable<string> Lines(string name)
    {
        using var file = typeof(AssetFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

using WireMock.Handlers;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Lets WireMock read and write files in the folder of mappings, instead of in one of the current directory.
/// </summary>
internal sealed class MappingFiles(string folder) : LocalFileSystemHandler
{
    /// <summary>
    /// Which mappings are not saved. A file of an operation would have no answer, and hide the operation at the next
    /// start.
    /// </summary>
    public Func<Guid, bool> IsLeftOut { get; set; } = _ => false;

    public override string GetMappingFolder() => folder;

    public override void WriteMappingFile(string path, string text)
    {
        if (!MappingText.GuidsOf(text).Any(IsLeftOut))
        {
            base.WriteMappingFile(path, text);
        }
    }
}

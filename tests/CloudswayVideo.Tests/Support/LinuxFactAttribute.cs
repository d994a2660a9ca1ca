namespace CloudswayVideo.Tests.Support;

/// <summary>A test of what only Linux can be made to do.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() =>
        Skip = OperatingSystem.IsLinux()
            ? null
            : "Only Linux has the devices, folders and limits that stand in for a full or write-protected disk.";
}

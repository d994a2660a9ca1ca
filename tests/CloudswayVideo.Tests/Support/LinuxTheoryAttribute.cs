namespace CloudswayVideo.Tests.Support;

/// <summary>A test, for several values, of what only Linux can be made to do.</summary>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = new LinuxFactAttribute().Skip;
}

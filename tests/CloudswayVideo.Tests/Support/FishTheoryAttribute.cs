namespace CloudswayVideo.Tests.Support;

/// <summary>A theory about the shell fish, which few machines have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FishTheoryAttribute : TheoryAttribute
{
    public FishTheoryAttribute() =>
        Skip = File.Exists("/usr/bin/fish") ? null : "fish is not installed.";
}

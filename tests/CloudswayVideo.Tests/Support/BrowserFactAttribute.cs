namespace CloudswayVideo.Tests.Support;

/// <summary>A test that needs a browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() =>
        Skip = File.Exists(Browser.Program)
            ? null
            : $"{Browser.Program} is not here. It is the Debian package \"chromium\".";
}

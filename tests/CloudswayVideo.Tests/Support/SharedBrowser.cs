namespace CloudswayVideo.Tests.Support;

/// <summary>The tests that share a browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrowser : ICollectionFixture<Browser>
{
    public const string Name = "Browser";
}

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>Packed once for all tests of the packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackedOnce : ICollectionFixture<PackedFeed>
{
    public const string Name = "Packages";
}

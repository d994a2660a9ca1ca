namespace CloudswayVideo.Tests.Architecture;

/// <summary>The rooms of the client are layers: a room names only types of its own and of rooms before it.</summary>
public class ArchitectureTests
{
    private const string Clients = "";

    private static readonly string[] ClientRooms =
    [
        "Errors",
        "Schedules",
        "Options",
        "Diagnostics",
        "Transport",
        "Images",
        "Downloads",
        "Jobs",
        Clients,
        "DependencyInjection",
    ];

    private readonly SourceRooms _client = new("CloudswayVideo.Generated");

    [Fact]
    public void No_room_of_the_client_names_a_type_of_a_room_above_it() =>
        _client.UpwardReferences(ClientRooms).Distinct().Should().BeEmpty();

    [Fact]
    public void Every_room_of_the_client_has_its_place() =>
        _client.Names.Should().BeEquivalentTo(ClientRooms);

    [Fact]
    public void Namespaces_of_internal_types_equal_their_folders() =>
        _client.ForeignNamespaces("CloudswayVideo").Should().BeEmpty();
}

using WireMock;
using WireMock.Server;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Enables the forty mappings of WireMock's admin interface only during admin requests. WireMock tries each mapping at
/// every request, which would take longer than the rest of an answer.
/// </summary>
internal sealed class AdminMappings
{
    private readonly List<Mapping> _mappings;
    private readonly Lock _lock = new();
    private int _requests;

    /// <param name="server">A server without other mappings.</param>
    public AdminMappings(WireMockServer server)
    {
        _mappings = [.. server.Mappings.OfType<Mapping>()];
        Change(0);
    }

    /// <summary>Lets WireMock answer a request to its admin interface.</summary>
    public async Task ServeAsync(Func<Task> serve)
    {
        Change(1);
        try
        {
            await serve().ConfigureAwait(false);
        }
        finally
        {
            Change(-1);
        }
    }

    private void Change(int requests)
    {
        lock (_lock)
        {
            _requests += requests;
            _mappings.ForEach(mapping => mapping.IsDisabled = _requests == 0);
        }
    }
}

using Microsoft.AspNetCore.Http;
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
    private RequestDelegate? _wireMock;

    /// <param name="server">A server without other mappings.</param>
    public AdminMappings(WireMockServer server)
    {
        _mappings = [.. server.Mappings.OfType<Mapping>()];
        Change(0);
    }

    /// <summary>Lets WireMock answer a request to its admin interface.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        if (context.Request.Path == AdminRequests.Settings)
        {
            _wireMock = wireMock;
        }

        Change(1);
        try
        {
            await wireMock(context).ConfigureAwait(false);
        }
        finally
        {
            Change(-1);
        }
    }

    /// <summary>Sets back the settings, all of which only the admin interface can set.</summary>
    public void ResetSettings()
    {
        if (_wireMock is { } wireMock)
        {
            Task.Run(() => ServeAsync(AdminSettings.Request(), wireMock)).GetAwaiter().GetResult();
            _wireMock = null;
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

using System.Net;
using System.Text;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Starts mocks that pass every call on to a gateway, and calls them.</summary>
internal sealed class ForwardingMock : IDisposable
{
    public const string Key = "RWsecret0Gd";
    public const string Prompt = "A fox in the snow";

    public HttpClient Http { get; } =
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                // While another test listens to spans, this client would send a trace of its own.
                ActivityHeadersPropagator = null,
            }
        );

    public List<string> Log { get; } = [];

    public void Dispose() => Http.Dispose();

    public Task<CloudswayMock> StartAsync(
        Uri gateway,
        Action<CloudswayMockOptions>? configure = null
    )
    {
        var options = new CloudswayMockOptions
        {
            ForwardTo = gateway,
            Log = line =>
            {
                lock (Log)
                {
                    Log.Add(line);
                }
            },
        };
        configure?.Invoke(options);
        return CloudswayMock.StartAsync(options);
    }

    public async Task<HttpResponseMessage> PostAsync(
        CloudswayMock mock,
        string path,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Url, path))
        {
            Content = new StringContent(
                $$"""{"prompt":"{{Prompt}}"}""",
                Encoding.UTF8,
                "application/json"
            ),
            Headers = { { "Authorization", $"Bearer {Key}" } },
        };
        return await Http.SendAsync(request, cancellationToken);
    }
}

using CloudswayVideo.Downloads;
using CloudswayVideo.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.DependencyInjection;

/// <summary>
/// Registers the two HTTP clients with IHttpClientFactory, with the same settings as without a container.
/// </summary>
internal sealed class HttpClientRegistration
{
    public const string Api = "CloudswayVideo.Api";
    public const string Media = "CloudswayVideo.Media";

    public static (IHttpClientBuilder Api, IHttpClientBuilder Media) Add(
        IServiceCollection services
    )
    {
        var api = services.AddHttpClient(Api);
        var media = services.AddHttpClient(Media);
        // Only once: a second call would remove handlers that were added after the first.
        if (services.All(service => service.ServiceType != typeof(HttpClientRegistration)))
        {
            services.AddSingleton<HttpClientRegistration>();
            SetUp(api, ApiHttpClient.CreateHandler);
            SetUp(media, () => new MediaHandler());
        }

        return (api, media);
    }

    private static void SetUp(IHttpClientBuilder builder, Func<HttpMessageHandler> createHandler) =>
        builder
            .ConfigureHttpClient(ApiHttpClient.Configure)
            .ConfigurePrimaryHttpMessageHandler(createHandler)
            // Singletons keep these clients. The handler itself renews its connections.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Removes the handlers that the application adds to all clients; those added to this client come later.
            // Retries would repeat paid jobs, timeouts would cut uploads, and credentials would reach another service.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            // The loggers of the factory write URLs, and anyone can fetch a video with its URL. The application may
            // have turned off the redaction of queries, and the signature may be in the path. They also quote replies
            // that are not HTTP, and a server may repeat what it received.
            .RemoveAllLoggers()
            .RedactLoggedHeaders(_ => true);
}

using CloudswayVideo.Downloads;
using CloudswayVideo.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.DependencyInjection;

/// <summary>The two HTTP clients as those of an application's factory, set up as they are without one.</summary>
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
        // Once only: a second time would remove the handlers that were added after the first.
        if (services.All(service => service.ServiceType != typeof(HttpClientRegistration)))
        {
            services.AddSingleton<HttpClientRegistration>();
            SetUp(api, ApiHttpClient.CreateHandler);
            SetUp(media, MediaHttpClient.CreateHandler);
            // They name URLs, and the URL of a video is enough to fetch it. An application may have turned off the
            // redaction of queries, and a signature may stand in the path. What is fetched is logged by ourselves.
            media.RemoveAllLoggers();
            // They quote what a server answers that speaks no HTTP, and a server may answer what it was sent.
            api.RemoveAllLoggers();
        }

        return (api, media);
    }

    private static void SetUp(IHttpClientBuilder builder, Func<HttpMessageHandler> createHandler) =>
        builder
            .ConfigureHttpClient(ApiHttpClient.Configure)
            .ConfigurePrimaryHttpMessageHandler(createHandler)
            // The clients are kept by singletons. It is the handler's own connections that are renewed.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // What an application puts on all of its clients comes before this, what it adds to this one after it. Its
            // retries would repeat paid jobs, its time limits cut uploads, its credentials go to somebody else's
            // service.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .RedactLoggedHeaders(_ => true);
}

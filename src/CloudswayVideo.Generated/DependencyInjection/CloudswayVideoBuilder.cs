using CloudswayVideo.DependencyInjection;
using CloudswayVideo.Downloads;
using CloudswayVideo.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CloudswayVideo;

/// <summary>What can be added to a registration: endpoints, and handlers of the two HTTP clients.</summary>
public sealed partial class CloudswayVideoBuilder
{
    private readonly Action<OptionsBuilder<CloudswayOptions>> _shared;

    internal CloudswayVideoBuilder(
        IServiceCollection services,
        Action<OptionsBuilder<CloudswayOptions>> shared
    )
    {
        Services = services;
        _shared = shared;
        (ApiHttpClient, MediaHttpClient) = HttpClientRegistration.Add(services);
        EndpointValidation.Add(services);
        foreach (var family in ClientFamily.All)
        {
            Register(new Endpoint(family));
        }
    }

    /// <summary>Where everything is registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// The HTTP client that carries the access key. It follows no redirects, and handlers that the application puts on
    /// all of its HTTP clients, such as retries, are kept away from it; those added here are kept.
    /// </summary>
    public IHttpClientBuilder ApiHttpClient { get; }

    /// <summary>
    /// The HTTP client that fetches videos. It carries no credentials, and starts without handlers too.
    /// </summary>
    public IHttpClientBuilder MediaHttpClient { get; }

    internal void AddSection(ClientFamily family, IConfigurationSection section)
    {
        var main = new Endpoint(family);
        Services.AddOptions<CloudswayOptions>(main.OptionsName).Bind(section);
        // Whether the section is there is asked when the host starts: tests add to the configuration after this call.
        Services.Configure<ExpectedEndpoints>(expected =>
            expected.Add(main, when: section.Exists())
        );
        foreach (var own in section.GetSection("Endpoints").GetChildren())
        {
            var endpoint = new Endpoint(family, own.Key);
            // The family's other settings hold for its keyed endpoints too, but a path is of one endpoint alone.
            Register(endpoint)
                .Bind(section)
                .Configure(options => options.EndpointPath = null)
                .Bind(own);
            Expect(endpoint);
        }
    }

    private CloudswayVideoBuilder Add(
        Endpoint endpoint,
        string? endpointPath,
        Action<CloudswayOptions>? configure
    )
    {
        var options = endpoint.Key is null
            ? Services.AddOptions<CloudswayOptions>(endpoint.OptionsName)
            : Register(endpoint);
        options
            .Configure(own => own.EndpointPath = endpointPath)
            .Configure(configure ?? (_ => { }));
        Expect(endpoint);
        return this;
    }

    private OptionsBuilder<CloudswayOptions> Register(Endpoint endpoint)
    {
        endpoint.Family.Register(Services, endpoint);
        var options = Services.AddOptions<CloudswayOptions>(endpoint.OptionsName);
        _shared(options);
        return options;
    }

    private void Expect(Endpoint endpoint) =>
        Services.Configure<ExpectedEndpoints>(expected => expected.Add(endpoint, when: true));
}

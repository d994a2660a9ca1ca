using CloudswayVideo.DependencyInjection;
using CloudswayVideo.Downloads;
using CloudswayVideo.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CloudswayVideo;

/// <summary>Adds endpoints, and handlers of the two HTTP clients, to a registration.</summary>
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

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// The HTTP client for the gateway, which sends the access key. It follows no redirects. Handlers that the
    /// application adds to all HTTP clients, such as retries, are removed from it; handlers that are added here stay.
    /// </summary>
    public IHttpClientBuilder ApiHttpClient { get; }

    /// <summary>
    /// The HTTP client that downloads videos. It adds no credentials. Handlers that the application adds to all HTTP
    /// clients are removed from it; handlers that are added here stay.
    /// </summary>
    public IHttpClientBuilder MediaHttpClient { get; }

    internal void AddSection(ClientFamily family, IConfigurationSection section)
    {
        var main = new Endpoint(family);
        Services.AddOptions<CloudswayOptions>(main.OptionsName).Bind(section);
        // The section is checked when the host starts, because tests add configuration after this call.
        Services.Configure<ExpectedEndpoints>(expected =>
            expected.Add(main, when: section.Exists())
        );
        foreach (var keyed in section.GetSection("Endpoints").GetChildren())
        {
            var endpoint = new Endpoint(family, keyed.Key);
            // Keyed endpoints inherit the options of the family, except the endpoint path.
            Register(endpoint)
                .Bind(section)
                .Configure(options => options.EndpointPath = null)
                .Bind(keyed);
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
            .Configure(target => target.EndpointPath = endpointPath)
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

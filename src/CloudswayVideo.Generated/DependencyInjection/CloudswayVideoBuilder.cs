using CloudswayVideo.DependencyInjection;
using CloudswayVideo.Downloads;
using CloudswayVideo.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CloudswayVideo;

/// <summary>What can be added to a registration: endpoints, and handlers of the two HTTP clients.</summary>
public sealed class CloudswayVideoBuilder
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
        Register(new Endpoint(ClientFamily.Hailuo));
        Register(new Endpoint(ClientFamily.Haiper));
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

    /// <summary>Gives <see cref="HailuoClient"/> its endpoint.</summary>
    /// <param name="endpointPath">The random path segment that Cloudsway issued for one model.</param>
    /// <param name="configure">Changes the options of this endpoint alone.</param>
    /// <returns>This.</returns>
    public CloudswayVideoBuilder AddHailuo(
        string endpointPath,
        Action<CloudswayOptions>? configure = null
    ) => Add(new Endpoint(ClientFamily.Hailuo), endpointPath, configure);

    /// <summary>Gives <see cref="HaiperClient"/> its endpoint.</summary>
    /// <inheritdoc cref="AddHailuo" />
    public CloudswayVideoBuilder AddHaiper(
        string endpointPath,
        Action<CloudswayOptions>? configure = null
    ) => Add(new Endpoint(ClientFamily.Haiper), endpointPath, configure);

    /// <summary>Adds one more <see cref="HailuoClient"/>, to be had as a keyed service.</summary>
    /// <param name="key">The key of the service, as in <c>[FromKeyedServices("fast")] HailuoClient</c>.</param>
    /// <param name="endpointPath">The random path segment that Cloudsway issued for one model.</param>
    /// <param name="configure">Changes the options of this endpoint alone, for example the account.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key is blank.</exception>
    public CloudswayVideoBuilder AddKeyedHailuo(
        string key,
        string endpointPath,
        Action<CloudswayOptions>? configure = null
    ) => Add(new Endpoint(ClientFamily.Hailuo, key), endpointPath, configure);

    /// <summary>Adds one more <see cref="HaiperClient"/>, to be had as a keyed service.</summary>
    /// <inheritdoc cref="AddKeyedHailuo" />
    public CloudswayVideoBuilder AddKeyedHaiper(
        string key,
        string endpointPath,
        Action<CloudswayOptions>? configure = null
    ) => Add(new Endpoint(ClientFamily.Haiper, key), endpointPath, configure);

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
        string endpointPath,
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

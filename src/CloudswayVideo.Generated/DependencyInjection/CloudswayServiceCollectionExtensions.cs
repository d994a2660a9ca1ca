using CloudswayVideo.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo;

/// <summary>Registers clients in a dependency injection container.</summary>
public static class CloudswayServiceCollectionExtensions
{
    /// <summary>
    /// Registers the clients of all families as singletons, with options from code. A missing or invalid option is an
    /// <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> that names it, when the host starts or,
    /// without a host, when a client is resolved.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">
    /// Sets the options that all endpoints share, including the endpoint path if there is only one. For several
    /// endpoints, call the methods of the result. By default key and base URL come from environment variables.
    /// </param>
    /// <returns>A builder for endpoints and HTTP handlers.</returns>
    /// <example><code>
    /// services.AddCloudswayVideo(options => options.AccessKey = key).AddHailuo(endpointPath);
    /// </code></example>
    public static CloudswayVideoBuilder AddCloudswayVideo(
        this IServiceCollection services,
        Action<CloudswayOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        return new CloudswayVideoBuilder(
            services,
            options => options.Configure(configure ?? (_ => { }))
        );
    }

    /// <summary>
    /// Registers the clients of all endpoints in a section of the configuration. The section has the properties of
    /// <see cref="CloudswayOptions"/> for all endpoints, and a section per family, such as "Hailuo", with the endpoint
    /// path and other differences. "Hailuo:Endpoints:NAME" is a further endpoint, whose client has the service key
    /// NAME: <c>[FromKeyedServices("NAME")] HailuoClient</c>. After a reload of the configuration, existing clients
    /// use the new access key; their other options do not change. A missing or invalid option fails as described at
    /// <see cref="AddCloudswayVideo(IServiceCollection, Action{CloudswayOptions}?)"/>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">
    /// The section. The names of keyed endpoints are read during this call, all other values when clients are created.
    /// </param>
    /// <returns>A builder for endpoints and HTTP handlers.</returns>
    /// <example><code>services.AddCloudswayVideo(configuration.GetSection("Cloudsway"));</code></example>
    public static CloudswayVideoBuilder AddCloudswayVideo(
        this IServiceCollection services,
        IConfiguration section
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var builder = new CloudswayVideoBuilder(services, options => options.Bind(section));
        foreach (var family in ClientFamily.All)
        {
            builder.AddSection(family, section.GetSection(family.Name));
        }

        return builder;
    }
}

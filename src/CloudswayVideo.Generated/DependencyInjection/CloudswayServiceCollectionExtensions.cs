using CloudswayVideo.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo;

/// <summary>Registers the clients in a container.</summary>
public static class CloudswayServiceCollectionExtensions
{
    /// <summary>
    /// Registers the clients of all families as singletons, from code. Where the host
    /// starts, or else where a client is first asked for, a missing or unusable option is an
    /// <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> that names it.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">
    /// Sets what all endpoints share. An endpoint path set here is that of whichever client is asked for; with several,
    /// name them one by one on the result. By default key and base URL come from the environment.
    /// </param>
    /// <returns>Where endpoints and HTTP handlers are added.</returns>
    /// <example><code>services.AddCloudswayVideo(options => options.AccessKey = key).AddHailuo(endpointPath);</code></example>
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
    /// Registers the clients of all endpoints that a section of the configuration names. It holds the properties of
    /// <see cref="CloudswayOptions"/>, which all endpoints share, and a section for each family, such as "Hailuo",
    /// which holds the endpoint path and whatever else differs there. "Hailuo:Endpoints:NAME" is one more endpoint,
    /// and its
    /// client has the key NAME: <c>[FromKeyedServices("NAME")] HailuoClient</c>. When the configuration is reloaded,
    /// living clients send the new access key; all else stays until they are made again. A missing or unusable option
    /// is told as by
    /// <see cref="AddCloudswayVideo(IServiceCollection, Action{CloudswayOptions}?)"/>.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="section">
    /// The section. The names of keyed endpoints are read at once, everything else when it is needed.
    /// </param>
    /// <returns>Where endpoints and HTTP handlers are added.</returns>
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

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CloudswayVideo.DependencyInjection;

/// <summary>What differs between the families when their clients are registered.</summary>
internal sealed class ClientFamily
{
    private ClientFamily(Type client, Action<IServiceCollection, Endpoint> register)
    {
        Client = client;
        Register = register;
    }

    public static ClientFamily Hailuo { get; } =
        For((options, api, media) => new HailuoClient(options, api, media));

    public static ClientFamily Haiper { get; } =
        For((options, api, media) => new HaiperClient(options, api, media));

    public Type Client { get; }

    public Action<IServiceCollection, Endpoint> Register { get; }

    // An application's own registration, made before, is kept: that is how a test puts a client of its own in place.
    private static ClientFamily For<TClient>(
        Func<CloudswayOptions, HttpClient, HttpClient, TClient> create
    )
        where TClient : CloudswayClient =>
        new(
            typeof(TClient),
            (services, endpoint) =>
            {
                if (endpoint.Key is null)
                {
                    services.TryAddSingleton(provider => endpoint.Create(provider, create));
                }
                else
                {
                    services.TryAddKeyedSingleton(
                        endpoint.Key,
                        (provider, _) => endpoint.Create(provider, create)
                    );
                }
            }
        );
}

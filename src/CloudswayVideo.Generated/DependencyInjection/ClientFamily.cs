using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CloudswayVideo.DependencyInjection;

/// <summary>
/// What differs between the families when their clients are registered. The families themselves are generated.
/// </summary>
internal sealed partial class ClientFamily
{
    private ClientFamily(string name, Type client, Action<IServiceCollection, Endpoint> register)
    {
        Name = name;
        Client = client;
        Register = register;
    }

    /// <summary>The name of the family, and of its section of the configuration.</summary>
    public string Name { get; }

    public Type Client { get; }

    public Action<IServiceCollection, Endpoint> Register { get; }

    // An application's own registration, made before, is kept: that is how a test puts a client of its own in place.
    private static ClientFamily For<TClient>(
        string name,
        Func<CloudswayOptions, HttpClient, HttpClient, TClient> create
    )
        where TClient : CloudswayClient =>
        new(
            name,
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

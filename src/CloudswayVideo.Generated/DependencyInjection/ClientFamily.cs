using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CloudswayVideo.DependencyInjection;

/// <summary>How the clients of one family are registered. The families are generated from the contract.</summary>
internal sealed partial class ClientFamily
{
    private ClientFamily(string name, Type client, Action<IServiceCollection, Endpoint> register)
    {
        Name = name;
        Client = client;
        Register = register;
    }

    /// <summary>The name of the family, and of its section in the configuration.</summary>
    public string Name { get; }

    public Type Client { get; }

    public Action<IServiceCollection, Endpoint> Register { get; }

    // TryAdd keeps an earlier registration, so that a test can replace the client.
    private static ClientFamily For<TClient>(
        string name,
        Func<CloudswayOptions, HttpClient, HttpClient, TClient> create
    )
        where TClient : CloudswayClient =>
        new(
            name,
            typeof(TClient),
            (services, endpoint) =>
                services.TryAddKeyedSingleton(
                    endpoint.Key,
                    (provider, _) => endpoint.Create(provider, create)
                )
        );
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.DependencyInjection;

/// <summary>One client in the container. Without a key, it is the main client of its family.</summary>
internal sealed record Endpoint(ClientFamily Family)
{
    public Endpoint(ClientFamily family, string key)
        : this(family)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Key = key;
    }

    public string? Key { get; }

    /// <summary>The name of its options; the prefix avoids names of the application.</summary>
    public string OptionsName => $"CloudswayVideo.{Title}";

    private string Title => Key is null ? Family.Client.Name : $"{Family.Client.Name} \"{Key}\"";

    /// <summary>Creates the client. Its constructor validates the options.</summary>
    public TClient Create<TClient>(
        IServiceProvider services,
        Func<CloudswayOptions, HttpClient, HttpClient, TClient> create
    )
    {
        var options = services.GetRequiredService<IOptionsMonitor<CloudswayOptions>>();
        var current = options.Get(OptionsName).WithKeyOf(() => options.Get(OptionsName));
        current.LoggerFactory ??= services.GetService<ILoggerFactory>();
        var http = services.GetRequiredService<IHttpClientFactory>();
        try
        {
            return create(
                current,
                http.CreateClient(HttpClientRegistration.Api),
                http.CreateClient(HttpClientRegistration.Media)
            );
        }
        catch (ArgumentException exception)
        {
            throw new OptionsValidationException(
                OptionsName,
                typeof(CloudswayOptions),
                [$"{Title}: {exception.Message}"]
            );
        }
    }

    /// <summary>Resolves the client, so that its options are validated.</summary>
    public void Resolve(IServiceProvider services) =>
        services.GetRequiredKeyedService(Family.Client, Key);
}

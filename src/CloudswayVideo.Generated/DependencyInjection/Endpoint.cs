using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.DependencyInjection;

/// <summary>One client in the container; without a key, it is the main one of its family.</summary>
internal sealed record Endpoint(ClientFamily Family)
{
    public Endpoint(ClientFamily family, string key)
        : this(family)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Key = key;
    }

    public string? Key { get; }

    /// <summary>The name under which its options are kept, which no application chooses by accident.</summary>
    public string OptionsName => $"CloudswayVideo.{Title}";

    private string Title => Key is null ? Family.Client.Name : $"{Family.Client.Name} \"{Key}\"";

    /// <summary>Makes the client; the rules for its options are those of its constructor.</summary>
    public TClient Create<TClient>(
        IServiceProvider services,
        Func<CloudswayOptions, HttpClient, HttpClient, TClient> create
    )
    {
        var options = services.GetRequiredService<IOptionsMonitor<CloudswayOptions>>();
        var own = options.Get(OptionsName).WithKeyOf(() => options.Get(OptionsName));
        own.LoggerFactory ??= services.GetService<ILoggerFactory>();
        var http = services.GetRequiredService<IHttpClientFactory>();
        try
        {
            return create(
                own,
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

    /// <summary>Takes the client from the container, so that it is the very one that will be used.</summary>
    public void Resolve(IServiceProvider services)
    {
        if (Key is null)
        {
            services.GetRequiredService(Family.Client);
        }
        else
        {
            services.GetRequiredKeyedService(Family.Client, Key);
        }
    }
}

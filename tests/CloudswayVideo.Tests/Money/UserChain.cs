using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;

namespace CloudswayVideo.Tests.Money;

/// <summary>A client with the handlers of a user in its chain, wherever they can be put.</summary>
internal sealed class UserChain : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _services = [];
    private readonly List<IDisposable> _clients = [];
    private readonly UserHandler[] _handlers;

    public UserChain(Chain chain, UserHandler[] handlers, CloudswayOptions options)
    {
        _handlers = handlers;
        options.LoggerFactory = new LoggerFactory([Logs]);
        if (chain is Chain.None or Chain.OwnHttpClient)
        {
            var own =
                chain == Chain.None ? null : Keep(new HttpClient(Around(new SocketsHttpHandler())));
            (Hailuo, Haiper) = (new HailuoClient(options, own), new HaiperClient(options, own));
            return;
        }

        var services = Container(chain, options);
        (Hailuo, Haiper) = (
            services.GetRequiredService<HailuoClient>(),
            services.GetRequiredService<HaiperClient>()
        );
    }

    /// <summary>All that was logged, by the client and by the factory of HTTP clients.</summary>
    public KeptLogs Logs { get; } = new();

    public HailuoClient Hailuo { get; }

    public HaiperClient Haiper { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        _clients.ForEach(client => client.Dispose());
    }

    private ServiceProvider Container(Chain chain, CloudswayOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        var builder = services
            .AddCloudswayVideo(own =>
            {
                (own.AccessKey, own.BaseUrl) = (options.AccessKey, options.BaseUrl);
                (own.TimeProvider, own.Polling) = (options.TimeProvider, options.Polling);
            })
            .AddHailuo(options.EndpointPath!)
            .AddHaiper(options.EndpointPath!);
        switch (chain)
        {
            case Chain.Container:
                Add(builder.ApiHttpClient);
                break;
            case Chain.ContainerDefaults:
                services.ConfigureHttpClientDefaults(Add);
                break;
            default:
                services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Filter(Create));
                break;
        }

        var provider = services.BuildServiceProvider();
        _services.Add(provider);
        return provider;
    }

    private void Add(IHttpClientBuilder client)
    {
        foreach (var handler in _handlers)
        {
            if (handler == UserHandler.Resilience)
            {
                client.AddStandardResilienceHandler(standard =>
                    standard.Retry.Delay = TimeSpan.FromMilliseconds(1)
                );
            }
            else
            {
                client.AddHttpMessageHandler(() => Create(handler));
            }
        }
    }

    private IEnumerable<DelegatingHandler> Create() => _handlers.Select(Create);

    private HttpMessageHandler Around(HttpMessageHandler innermost) =>
        Create()
            .Reverse()
            .Aggregate(
                innermost,
                (inner, outer) =>
                {
                    outer.InnerHandler = inner;
                    return outer;
                }
            );

    private T Keep<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    private static DelegatingHandler Create(UserHandler handler) =>
        handler == UserHandler.Resilience
            ? new ResilienceHandler(
                new ResiliencePipelineBuilder<HttpResponseMessage>()
                    .AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(1) })
                    .Build()
            )
            : new Meddling(handler);

    private sealed class Filter(Func<IEnumerable<DelegatingHandler>> create)
        : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(
            Action<HttpMessageHandlerBuilder> next
        ) =>
            builder =>
            {
                next(builder);
                foreach (var handler in create())
                {
                    builder.AdditionalHandlers.Add(handler);
                }
            };
    }

    private sealed class Meddling(UserHandler what) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (what == UserHandler.ReadsRequest && request.Content is not null)
            {
                _ = await request.Content.ReadAsStringAsync(cancellationToken);
            }

            var response = await RepeatAsync(request, cancellationToken);
            if (what == UserHandler.ReadsReply)
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
            }

            return response;
        }

        private async Task<HttpResponseMessage> RepeatAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            for (var attempt = 1; ; attempt++)
            {
                var isLast =
                    attempt == 3 || what is UserHandler.ReadsRequest or UserHandler.ReadsReply;
                try
                {
                    var response = await base.SendAsync(request, cancellationToken);
                    if (
                        isLast
                        || (what == UserHandler.SendsTwice && attempt == 2)
                        || (what == UserHandler.Repeats && response.IsSuccessStatusCode)
                    )
                    {
                        return response;
                    }

                    response.Dispose();
                }
                catch (HttpRequestException) when (!isLast)
                {
                    // The handler repeats the request.
                }
            }
        }
    }
}

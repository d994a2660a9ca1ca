namespace CloudswayVideo.Tests.Support;

/// <summary>Clients for the server of a test. By default their waits take no time.</summary>
internal static class TestClient
{
    public const string Key = "RWsecret0Gd";

    /// <summary>The options of such a client.</summary>
    /// <param name="server">The URL of the server.</param>
    /// <param name="time">The clock; by default one that skips waits.</param>
    public static CloudswayOptions Options(Uri server, TimeProvider? time = null) =>
        new()
        {
            AccessKey = Key,
            EndpointPath = "e",
            BaseUrl = new Uri(server, "/v1/ai"),
            TimeProvider = time ?? new SkippingTimeProvider(),
        };

    /// <param name="server">The URL of the server.</param>
    /// <param name="time">The clock; by default one that skips waits.</param>
    /// <param name="configure">Changes the options that the test is about.</param>
    /// <param name="http">Sends the requests.</param>
    /// <param name="media">Downloads videos.</param>
    public static HaiperClient Haiper(
        Uri server,
        TimeProvider? time = null,
        Action<CloudswayOptions>? configure = null,
        HttpClient? http = null,
        HttpClient? media = null
    ) => new(Configured(server, time, configure), http, media);

    /// <inheritdoc cref="Haiper"/>
    public static HailuoClient Hailuo(
        Uri server,
        TimeProvider? time = null,
        Action<CloudswayOptions>? configure = null,
        HttpClient? http = null,
        HttpClient? media = null
    ) => new(Configured(server, time, configure), http, media);

    private static CloudswayOptions Configured(
        Uri server,
        TimeProvider? time,
        Action<CloudswayOptions>? configure
    )
    {
        var options = Options(server, time);
        configure?.Invoke(options);
        return options;
    }
}

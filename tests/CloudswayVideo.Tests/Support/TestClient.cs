namespace CloudswayVideo.Tests.Support;

/// <summary>Clients of a test's own server, whose waits take no time.</summary>
internal static class TestClient
{
    public const string Key = "RWsecret0Gd";

    /// <summary>What such a client is made with, to be changed where a test is about it.</summary>
    /// <param name="server">Where the server is.</param>
    /// <param name="time">The clock; one that skips waits by default.</param>
    public static CloudswayOptions Options(Uri server, TimeProvider? time = null) =>
        new()
        {
            AccessKey = Key,
            EndpointPath = "e",
            BaseUrl = new Uri(server, "/v1/ai"),
            TimeProvider = time ?? new SkippingTimeProvider(),
        };

    public static HaiperClient Haiper(Uri server, TimeProvider? time = null) =>
        new(Options(server, time));

    public static HailuoClient Hailuo(Uri server, TimeProvider? time = null) =>
        new(Options(server, time));
}

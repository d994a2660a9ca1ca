using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using WireMock.Admin.Settings;
using WireMock.Server;
using WireMock.Types;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The settings of WireMock that can be changed while it runs.</summary>
internal static class AdminSettings
{
    private static readonly JObject Defaults = new()
    {
        // The mock has decompressed the body already.
        [nameof(SettingsModel.DisableRequestBodyDecompressing)] = true,
        [nameof(SettingsModel.UseRegexExtended)] = true,
        [nameof(SettingsModel.CorsPolicyOptions)] = nameof(CorsPolicyOptions.AllowAll),
    };

    /// <summary>
    /// Completes given settings. WireMock replaces all of its settings, and switches off what is not given.
    /// </summary>
    public static Stream Complete(string text)
    {
        var settings = (JObject)Defaults.DeepClone();
        settings.Merge(
            JObject.Parse(text),
            new() { PropertyNameComparison = StringComparison.OrdinalIgnoreCase }
        );
        return new MemoryStream(Encoding.UTF8.GetBytes(settings.ToString()));
    }

    /// <summary>Sets back those settings that can be set without the admin interface.</summary>
    public static void Reset(WireMockServer server)
    {
        server.AddGlobalProcessingDelay(TimeSpan.Zero);
        server.SetMaxRequestLogCount(null);
        server.SetRequestLogExpirationDuration(null);
        server.AllowPartialMapping(false);
    }

    /// <summary>A request to the admin interface for the settings at the start.</summary>
    public static HttpContext Request() =>
        new DefaultHttpContext
        {
            Request =
            {
                Scheme = Uri.UriSchemeHttp,
                Host = new HostString("localhost"),
                Path = AdminRequests.Settings,
                Method = HttpMethods.Put,
                ContentType = "application/json",
                Body = Complete("{}"),
            },
        };
}

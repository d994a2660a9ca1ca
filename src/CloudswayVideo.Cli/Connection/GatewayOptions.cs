using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CloudswayVideo.Cli;

/// <summary>The options of every command that talks to the gateway.</summary>
internal static class GatewayOptions
{
    public static readonly Option<string?> Endpoint = new("--endpoint")
    {
        Description =
            "The endpoint path that Cloudsway issued for the model. By default the value of "
            + $"{string.Join(" or ", EndpointVariables)}.",
    };

    // A family without endpoint paths is not offered the option. With --mock it names a scenario there, too.
    private static readonly Option<string?> Scenario = new("--endpoint") { Hidden = true };

    public static readonly Option<string?> BaseUrl = new("--base-url")
    {
        Description =
            $"The base URL of the gateway. By default the value of {CloudswayOptions.BaseUrlVariable}, or else "
            + $"{Family.All[0].DefaultBaseUrl}.",
    };

    public static readonly Option<string?> InsecureHost = new("--insecure-host")
    {
        Description =
            "DANGER: the one host to which the access key and prompts may go over http, where anybody on the "
            + "network can read them. Only for a mock in a container beside this one, such as \"mock\" for "
            + $"http://mock:8080. By default the value of {CloudswayOptions.InsecureHostVariable}.",
        HelpName = "host",
    };

    public static readonly Option<bool> KeyFromInput = new("--key-stdin")
    {
        Description =
            $"Read the access key from standard input, not from {CloudswayOptions.AccessKeyVariable} or the key file.",
    };

    public static readonly Option<TimeSpan> Timeout = new("--timeout")
    {
        Description =
            "How long to wait for a video, such as 90s, 15m or 1h. By default "
            + $"{new PollingOptions().Timeout.TotalMinutes:0}m.",
        HelpName = "time",
        CustomParser = ParseTime,
    };

    private static IEnumerable<string> EndpointVariables =>
        Family
            .All.Where(family => family.HasEndpointPath)
            .Select(family => family.EndpointVariable);

    /// <summary>The options of a command about jobs of a family, or of any.</summary>
    public static IEnumerable<Option> For(Family? family = null) =>
        [
            family?.HasEndpointPath ?? EndpointVariables.Any() ? Endpoint : Scenario,
            BaseUrl,
            InsecureHost,
            KeyFromInput,
            JournalOptions.Mock,
            JournalOptions.Journal,
        ];

    private static TimeSpan ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var unit = text.LastOrDefault() switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        if (
            double.TryParse(
                text.AsSpan(0, Math.Max(0, text.Length - 1)),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count
            ) && count * unit is > 0 and <= 7 * 24 * 3600
        )
        {
            return TimeSpan.FromSeconds(count * unit);
        }

        result.AddError(
            $"--timeout is \"{text}\"; give a time such as 90s, 15m or 1h, at most 168h."
        );
        return default;
    }
}

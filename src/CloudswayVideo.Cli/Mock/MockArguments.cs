using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>Parses and checks the options of "mock".</summary>
internal static class MockArguments
{
    private const double Largest = 1_000_000;

    public static Uri? ParseUrl(ArgumentResult result)
    {
        if (
            Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttp
            && url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0
            && url.AbsolutePath == "/"
        )
        {
            return url;
        }

        // A password before the @ is not repeated.
        var shown = result.Tokens[0].Value.Split('@')[^1];
        result.AddError(
            $"--urls is \"{shown}\"; give an address such as http://127.0.0.1:8080. It has no user, path, "
                + "query and fragment."
        );
        return null;
    }

    public static void CheckKey(OptionResult result)
    {
        if (result.Tokens is [{ Value: var key }] && (key.Length == 0 || key.Trim() != key))
        {
            result.AddError(
                "--access-key is blank, or has spaces around it, so that no request could have it. Give "
                    + "another one, or leave the option out to accept any key."
            );
        }
    }

    public static Uri? ParseGateway(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (
                url.Scheme == Uri.UriSchemeHttps
                || url.Scheme == Uri.UriSchemeHttp && url.IsLoopback
            )
            && url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0
        )
        {
            return url;
        }

        // The message must not repeat the value, which may contain a key.
        result.AddError(
            "--forward needs the base URL of a gateway, such as "
                + "https://genaiapi.cloudsway.net/v1/ai: https, because keys "
                + "are sent there, or http on a loopback address; without user, query and fragment."
        );
        return null;
    }

    public static double ParsePositive(ArgumentResult result)
    {
        if (
            double.TryParse(
                result.Tokens[0].Value,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            ) && number is > 0 and <= Largest
        )
        {
            return number;
        }

        result.AddError(
            $"{((OptionResult)result.Parent!).Option.Name} is \"{result.Tokens[0].Value}\"; give a "
                + $"number above 0 and at most {Largest:0}, such as 2.5."
        );
        return 0;
    }

    public static void CheckHosts(OptionResult result)
    {
        foreach (
            var host in result
                .Tokens.Select(token => token.Value)
                .Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown)
        )
        {
            result.AddError(
                $"--allow-host is \"{host}\"; give a host name such as mock, without scheme, port and path."
            );
        }
    }

    /// <summary>Requires that an option is given only together with another one.</summary>
    public static Action<CommandResult> CheckTogether(Option option, Option needed) =>
        result =>
        {
            if (IsGiven(result, option) && !IsGiven(result, needed))
            {
                result.AddError($"{option.Name} needs {needed.Name}.");
            }
        };

    /// <summary>Requires that two options are not given together.</summary>
    public static Action<CommandResult> CheckApart(Option option, Option other) =>
        result =>
        {
            if (IsGiven(result, option) && IsGiven(result, other))
            {
                result.AddError(
                    $"{option.Name} and {other.Name} exclude each other. Give one of the two."
                );
            }
        };

    // An option with a default has a result, too.
    private static bool IsGiven(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false };

    public static void CheckEmpty(OptionResult result)
    {
        var folder = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (
            File.Exists(folder)
            || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
        )
        {
            result.AddError(
                $"{result.Option.Name} is \"{folder}\", which is no empty folder. Name a new one, so that "
                    + "captures do not mix."
            );
        }
    }

    public static string ScenarioHelp() =>
        $"""
            Scenarios, chosen by the endpoint path of a request:
            {string.Join(
                Environment.NewLine,
                MockScenario.All.Select(scenario =>
                    $"  {scenario.Name, -19} {scenario.Description}"
                )
            )}

            """;
}

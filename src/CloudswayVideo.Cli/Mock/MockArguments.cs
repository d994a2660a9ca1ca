using System.CommandLine.Parsing;
using System.Globalization;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>How the options of "mock" are read, and what its help lists.</summary>
internal static class MockArguments
{
    private const double Largest = 1_000_000;

    public static Uri? ParseUrl(ArgumentResult result)
    {
        if (
            Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttp
        )
        {
            return url;
        }

        result.AddError(
            $"--urls is \"{result.Tokens[0].Value}\"; give an address such as http://127.0.0.1:8080."
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
            $"{((OptionResult)result.Parent!).Option.Name} is \"{result.Tokens[0].Value}\"; give a number above 0 and at most {Largest:0}, such as 2.5."
        );
        return 0;
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

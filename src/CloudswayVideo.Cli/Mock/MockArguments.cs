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
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.RelativeOrAbsolute, out var url))
        {
            return url;
        }

        // The value may contain a key.
        result.AddError(
            $"{((OptionResult)result.Parent!).Option.Name} is no URL; give one such as http://127.0.0.1:8080."
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

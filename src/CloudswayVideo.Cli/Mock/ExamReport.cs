using System.Globalization;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>The score card of an exam as a table with 80 columns.</summary>
internal static class ExamReport
{
    private const int Indent = 6;
    private const int Width = 80 - Indent;

    public static IEnumerable<string> Lines(IReadOnlyList<ExamLine> card) =>
        card.SelectMany(Lines)
            .Prepend(Row("", "scenario", "paid", "lost", "files", "", "end", "leaked"))
            .Prepend(Row("", "", "jobs", "ids", "half", "asked", "past", "keys"))
            // A terminal shows ^C on the present line.
            .Prepend("")
            .Append(
                $"{card.Count(line => line.Passed == true)} passed, {card.Count(line => line.Passed == false)} failed, "
                    + $"{card.Count(line => line.Passed is null)} not seen."
            );

    private static IEnumerable<string> Lines(ExamLine line) =>
        Wrapped(line.Seen)
            .Select(text => new string(' ', Indent) + text)
            .Prepend(
                Row(
                    line.Passed switch
                    {
                        true => "pass",
                        false => "FAIL",
                        _ => "-",
                    },
                    line.Scenario,
                    line.JobsAccepted,
                    line.IdsLost,
                    line.HalfFiles,
                    line.Questions,
                    line.QuestionsPastEnd,
                    line.KeysElsewhere
                )
            );

    private static string Row(string verdict, string scenario, params object[] counts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict, -Indent}{scenario, -20}{string.Concat(counts.Select(count => $"{count, 8}"))}"
        );

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        yield return line;
    }
}

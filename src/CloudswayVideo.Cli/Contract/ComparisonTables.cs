using CloudswayVideo.Contract.Difference;
using Spectre.Console;

namespace CloudswayVideo.Cli.Contract;

/// <summary>A comparison for people: what differs in the contract, what differs in C#, and the verdict.</summary>
internal static class ComparisonTables
{
    private const int LongestValue = 60;
    private const int ShownPlaces = 3;

    public static void Write(SnapshotComparison comparison, Terminal terminal)
    {
        var console = terminal.OutConsole();
        console.WriteLine($"From {comparison.Before.Name} to {comparison.After.Name}");
        WriteContract(console, comparison.Contract);
        WriteSurface(console, comparison.Surface);
        WriteAge(console, comparison);
        console.WriteLine();
        terminal.Print(Verdict(comparison));
    }

    private static void WriteContract(IAnsiConsole console, IReadOnlyList<ContractChange> changes)
    {
        console.WriteLine(changes.Count == 0 ? "\nThe contract is the same." : "\nThe contract:");
        WriteTable(
            console,
            ["Step", "Change", "What", "Where", "Why"],
            changes.Select(change =>
                (
                    change.Step,
                    new object[] { change.Kind, What(change), Places(change.Places), change.Reason }
                )
            )
        );
    }

    private static void WriteSurface(IAnsiConsole console, IReadOnlyList<SurfaceChange>? changes)
    {
        console.WriteLine(
            changes switch
            {
                null =>
                    "\nC# is not compared: the clients of these contracts are not built. Give --build to build them.",
                [] => "\nThe public surface in C# is the same.",
                _ => "\nThe public surface in C#:",
            }
        );
        WriteTable(
            console,
            ["Step", "Change", "Type", "Member"],
            (changes ?? []).Select(change =>
                (change.Step, new object[] { change.Kind, change.Type, change.Member })
            )
        );
    }

    // Without a build, the surface is that of the last test run, and the contract may have changed since.
    private static void WriteAge(IAnsiConsole console, SnapshotComparison comparison)
    {
        if (
            comparison
                is {
                    Surface: not null,
                    After: { Name: ContractSnapshot.WorkingTree, IsBuilt: false }
                }
            && comparison.Contract.Any(change => change.Step > VersionStep.Patch)
        )
        {
            console.WriteLine(
                "The surface in C# is that of the last test run. To compare the present one, give --build, or run "
                    + "the tool of this repository with dotnet run."
            );
        }
    }

    private static string Verdict(SnapshotComparison comparison)
    {
        var step = comparison.Step switch
        {
            VersionStep.Major => "major: it breaks what users have",
            VersionStep.Minor => "minor: it adds, and breaks nothing",
            VersionStep.Patch => "patch: nothing that a program sees",
            _ => "none: nothing differs",
        };
        return (comparison.Demanded, comparison.After.Version) switch
        {
            (null, _) or (_, null) => $"The step is {step}.",
            var (demanded, version) when comparison.IsStepped =>
                $"The step is {step}. From {comparison.Before.Version} that demands at least "
                    + $"{demanded}; the version is {version}.",
            var (demanded, version) =>
                $"The step is {step}. From {comparison.Before.Version} that demands at least "
                    + $"{demanded}, but the version is {version}: set <Version> in Directory.Build.props.",
        };
    }

    private static string What(ContractChange change) =>
        (change.Kind, change.Before, change.After) switch
        {
            _ when change.What is "description" or "summary"
                    || change.What.StartsWith("example ", StringComparison.Ordinal) => change.What,
            (ChangeKind.Changed, var before, var after) =>
                $"{change.What}: {Short(before!)} -> {Short(after!)}",
            (_, var before, var after)
                when (before ?? after) is { Length: > 0 } value
                    && !change.What.EndsWith(value, StringComparison.Ordinal) =>
                $"{change.What}: {Short(value)}",
            _ => change.What,
        };

    private static string Places(IReadOnlyList<string> places) =>
        string.Join('\n', places.Take(ShownPlaces))
        + (places.Count > ShownPlaces ? $"\nand {places.Count - ShownPlaces} more" : "");

    private static string Short(string value) =>
        value.Length > LongestValue ? value[..LongestValue] + "..." : value;

    private static void WriteTable(
        IAnsiConsole console,
        string[] columns,
        IEnumerable<(VersionStep Step, object[] Cells)> rows
    )
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(columns);
        foreach (var (step, cells) in rows)
        {
            var style = step == VersionStep.Major ? new Style(Color.Red) : Style.Plain;
            table.AddRow([
                new Text(step.ToString(), style),
                .. cells.Select(cell => new Text(cell.ToString()!)),
            ]);
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
    }
}

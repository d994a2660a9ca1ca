using static CloudswayVideo.Contract.Difference.ChangeKind;
using static CloudswayVideo.Contract.Difference.VersionStep;

namespace CloudswayVideo.Contract.Difference;

/// <summary>A line of a public surface that was added or removed.</summary>
/// <param name="Kind">Whether it was added or removed.</param>
/// <param name="Type">The type that it is a member of; empty for a type.</param>
/// <param name="Member">The line.</param>
/// <param name="Step">How far it moves the version.</param>
public sealed record SurfaceChange(ChangeKind Kind, string Type, string Member, VersionStep Step);

/// <summary>Compares two public surfaces, as PublicApiGenerator writes them.</summary>
public static class SurfaceDifference
{
    /// <summary>Compares two public surfaces.</summary>
    /// <param name="before">The older one, as PublicApiGenerator writes it.</param>
    /// <param name="after">The newer one.</param>
    /// <returns>The lines that were added or removed.</returns>
    public static IReadOnlyList<SurfaceChange> Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (Members(before), Members(after));
        return
        [
            .. Missing(old, now)
                .Select(gone => new SurfaceChange(Removed, gone.Type, gone.Member, Major)),
            .. Missing(now, old)
                .Select(one => new SurfaceChange(
                    Added,
                    one.Type,
                    one.Member,
                    BreaksCode(one) ? Major : Minor
                )),
        ];
    }

    // Without the members of a type that is missing as a whole.
    private static IEnumerable<(string Type, string Member)> Missing(
        List<(string Type, string Member)> from,
        List<(string Type, string Member)> within
    ) => from.Except(within).Where(one => Holds(within, one.Type));

    private static bool Holds(List<(string Type, string Member)> members, string type) =>
        type.Length == 0 || members.Exists(member => TypeName(member.Member) == type);

    // Code that implements or derives from the type, or creates it, has to be changed for such a member.
    private static bool BreaksCode((string Type, string Member) added) =>
        added.Type.StartsWith("interface ", StringComparison.Ordinal)
        || (
            added.Type.Length > 0
            && (
                added.Member.Contains(" abstract ", StringComparison.Ordinal)
                || added.Member.Contains(" required ", StringComparison.Ordinal)
            )
        );

    private static List<(string Type, string Member)> Members(string surface)
    {
        var members = new List<(string, string)>();
        var types = new Stack<(int Indent, string Name)>();
        var attributes = "";
        foreach (var line in surface.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = line.Trim();
            if (text is "{" or "}" or "" || text.StartsWith("namespace ", StringComparison.Ordinal))
            {
                continue;
            }

            var indent = line.Length - line.TrimStart().Length;
            while (types.TryPeek(out var type) && type.Indent >= indent)
            {
                types.Pop();
            }

            if (text.StartsWith('['))
            {
                // An attribute, such as one with the name on the wire, belongs to the member below it.
                attributes += text + " ";
                continue;
            }

            members.Add((types.TryPeek(out var within) ? within.Name : "", attributes + text));
            attributes = "";
            if (TypeName(text) is { } name)
            {
                types.Push((indent, name));
            }
        }

        return members;
    }

    private static string? TypeName(string line)
    {
        var words = line.Split(' ');
        var kind = Array.FindIndex(
            words,
            word => word is "class" or "struct" or "interface" or "enum"
        );
        return kind < 0 || line.EndsWith('}') ? null : $"{words[kind]} {words[kind + 1]}";
    }
}

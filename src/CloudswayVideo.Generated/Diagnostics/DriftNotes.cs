using System.Collections.Concurrent;

namespace CloudswayVideo.Diagnostics;

/// <summary>
/// Collects parts of replies that the contract does not know ("drift"). Replies without such parts cost nothing: only
/// for an unknown field the JSON reader calls <see cref="Field"/>, on the thread that then reports it.
/// </summary>
internal static class DriftNotes
{
    private const int Capacity = 1000;
    private const int LongestName = 40;
    private const int MostDigits = 5;

    private static readonly ConcurrentDictionary<string, bool> Reported = new();

    [ThreadStatic]
    private static List<(bool IsOfError, string Name)>? _fields;

    /// <summary>All parts found in this process, each once.</summary>
    public static IReadOnlyList<string> All => [.. Reported.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Clears the fields of the previous reply.</summary>
    public static void Begin() => _fields?.Clear();

    /// <summary>Notes an unknown field of the reply that this thread reads.</summary>
    /// <param name="isOfError">Whether it belongs to an error object.</param>
    /// <param name="name">The name of the field.</param>
    public static void Field(bool isOfError, string name)
    {
        _fields ??= [];
        if (_fields.Count < Capacity)
        {
            _fields.Add((isOfError, name));
        }
    }

    /// <summary>Reports the fields noted since <see cref="Begin"/>.</summary>
    /// <param name="diagnostics">The diagnostics of the client.</param>
    /// <param name="operation">The path template of the operation.</param>
    /// <param name="ofError">True for the fields of error objects, false for those of the reply.</param>
    public static void ReportFields(
        this ClientDiagnostics diagnostics,
        string operation,
        bool ofError
    )
    {
        if (_fields is not { Count: > 0 } fields)
        {
            return;
        }

        foreach (var (_, name) in fields.Where(field => field.IsOfError == ofError))
        {
            diagnostics.ReportDrift(operation, "field", IsName(name) ? name : "(masked)");
        }

        fields.Clear();
    }

    /// <summary>Counts a part that the contract does not know, and logs it the first time in this process.</summary>
    /// <param name="diagnostics">The diagnostics of the client.</param>
    /// <param name="operation">The path template of the operation.</param>
    /// <param name="kind">The kind of part: "field", "status word" or "error code".</param>
    /// <param name="name">The name of the field, never a value.</param>
    public static void ReportDrift(
        this ClientDiagnostics diagnostics,
        string operation,
        string kind,
        string name
    )
    {
        diagnostics.Count(
            Instruments.Drift,
            1,
            ("url.template", operation),
            ("cloudsway.drift.kind", kind),
            ("cloudsway.drift.name", name)
        );
        if (Reported.Count < Capacity && Reported.TryAdd($"{operation}: {kind} {name}", true))
        {
            diagnostics.Log.Drifted(operation, kind, name);
        }
    }

    // A long name, or one with many digits, could be an id that is used as a field name.
    private static bool IsName(string name) =>
        name.Length <= LongestName
        && name.Count(char.IsAsciiDigit) <= MostDigits
        && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or '.' or '$');
}

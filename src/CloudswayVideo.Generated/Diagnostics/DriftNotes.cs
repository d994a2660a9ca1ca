using System.Collections.Concurrent;

namespace CloudswayVideo.Diagnostics;

/// <summary>
/// What replies have and the contract has not. Only a reply that has such a thing costs anything: the reader of JSON
/// calls <see cref="Field"/> for a name that it does not know, on the thread that then asks for it.
/// </summary>
internal static class DriftNotes
{
    private const int Capacity = 1000;
    private const int LongestName = 40;
    private const int MostDigits = 5;

    private static readonly ConcurrentDictionary<string, bool> Told = new();

    [ThreadStatic]
    private static List<(bool IsOfError, string Name)>? _fields;

    /// <summary>What was found in this process, each once.</summary>
    public static IReadOnlyList<string> All => [.. Told.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Forgets the fields of the reply before.</summary>
    public static void Begin() => _fields?.Clear();

    /// <summary>Notes a field of the reply that is read on this thread.</summary>
    /// <param name="isOfError">Whether it was read as what an error looks like.</param>
    /// <param name="name">Its name.</param>
    public static void Field(bool isOfError, string name)
    {
        _fields ??= [];
        if (_fields.Count < Capacity)
        {
            _fields.Add((isOfError, name));
        }
    }

    /// <summary>Reports the fields that were noted since the reading began.</summary>
    /// <param name="diagnostics">Where to.</param>
    /// <param name="operation">The path of the operation, as the contract has it.</param>
    /// <param name="ofError">Whether those of an error count, or those of what was asked for.</param>
    public static void TellFields(
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
            diagnostics.Tell(operation, "field", IsName(name) ? name : "(masked)");
        }

        fields.Clear();
    }

    /// <summary>Counts something that the contract has not, and logs it the first time in this process.</summary>
    /// <param name="diagnostics">Where to.</param>
    /// <param name="operation">The path of the operation, as the contract has it.</param>
    /// <param name="kind">Of what kind it is: a field, a status word, an error code.</param>
    /// <param name="name">The name of the field, and never a value.</param>
    public static void Tell(
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
        if (Told.Count < Capacity && Told.TryAdd($"{operation}: {kind} {name}", true))
        {
            diagnostics.Log.Drifted(operation, kind, name);
        }
    }

    // A name that could be an id is a value that is used as a name.
    private static bool IsName(string name) =>
        name.Length <= LongestName
        && name.Count(char.IsAsciiDigit) <= MostDigits
        && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or '.' or '$');
}

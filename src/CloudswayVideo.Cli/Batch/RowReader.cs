using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Makes rows of what is written, and collects all that is wrong with any of them.</summary>
internal sealed partial class RowReader(string path, IReadOnlyList<JobKind> kinds, Gateway gateway)
{
    private const string Command = "command";
    private const string Family = "family";
    private const string Kind = "kind";
    private const string Id = "id";
    private const string Endpoint = "endpoint";
    private static readonly string[] Own = [Command, Family, Kind, Id, Endpoint];

    private readonly Dictionary<string, int> _seen = [];

    /// <summary>What is wrong, with the number of the row and the field.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The rows that can be submitted, in order.</summary>
    /// <exception cref="CommandException">The file cannot be read, or there is no endpoint for a family.</exception>
    public async IAsyncEnumerable<BatchRow> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var written in JobsFile.ReadAsync(path, cancellationToken))
        {
            var command =
                written.Values.GetValueOrDefault(Command)
                ?? $"{written.Values.GetValueOrDefault(Family)} {written.Values.GetValueOrDefault(Kind)}".Trim();
            var kind = kinds.FirstOrDefault(kind => CommandOf(kind) == command);
            var problems =
                written.Problem is { } whole ? [whole]
                : kind is null
                    ?
                    [
                        $"{Command}: found \"{command}\", allowed are {string.Join(", ", kinds.Select(CommandOf))}",
                    ]
                : ProblemsOf(kind, written.Values).ToList();
            var row = problems.Count == 0 ? Read(written, kind!) : null;
            if (row is not null && await ProblemAsync(row, cancellationToken) is { } refusal)
            {
                problems.Add(refusal);
            }

            Problems.AddRange(problems.Select(problem => $"row {written.Number}: {problem}"));
            if (problems.Count == 0)
            {
                yield return row!;
            }
        }
    }

    public static string CommandOf(JobKind kind) => $"{kind.Family.Name} {kind.Name}";

    private static IEnumerable<string> ProblemsOf(
        JobKind kind,
        IReadOnlyDictionary<string, string> values
    )
    {
        var fields = Fields(kind);
        var given = values
            .Where(value => !Own.Contains(value.Key))
            .Select(value =>
                fields.TryGetValue(value.Key, out var field)
                    ? Problem(field, value.Value)
                    : $"{value.Key}: is no field of {CommandOf(kind)}; there are {string.Join(", ", fields.Keys)}"
            );
        var missing = fields
            .Values.Where(field =>
                field.IsRequired && string.IsNullOrWhiteSpace(values.GetValueOrDefault(field.Name))
            )
            .Select(field => $"{field.Name}: is required and missing");
        var id =
            values.GetValueOrDefault(Id) is { } own && !FileName().IsMatch(own)
                ? $"{Id}: found \"{own}\"; it names the video's file, so allowed are up to 100 letters of ASCII, digits, hyphens, underscores and dots, of which none comes first"
                : null;
        return given.Concat(missing).Append(id).OfType<string>();
    }

    private BatchRow Read(WrittenRow written, JobKind kind)
    {
        var digest = Digest(
            written
                .Values.Where(value => value.Key is not (Id or Command or Family or Kind))
                .Append(KeyValuePair.Create(Command, CommandOf(kind)))
        );
        return new BatchRow(
            written.Number,
            written.Values.GetValueOrDefault(Id) ?? Numbered(digest),
            digest,
            kind,
            written.Values.GetValueOrDefault(Endpoint) ?? gateway.EndpointFor(kind.Family),
            kind.Body(field => written.Values.GetValueOrDefault(field.Name))
        );
    }

    // Nobody is asked for a field that can have one value only.
    private static Dictionary<string, JobField> Fields(JobKind kind) =>
        kind.Fields.Where(field => field.Fixed is null).ToDictionary(field => field.Name);

    private static string? Problem(JobField field, string text)
    {
        try
        {
            _ = field.Read(text, field.Name);
            return null;
        }
        catch (CommandException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    // What the client itself would refuse, such as the size of an image or a wrong endpoint.
    private static async Task<string?> ProblemAsync(
        BatchRow row,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Rehearsal.CheckAsync(row.Kind, row.Endpoint, row.Body, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or CommandException)
        {
            return CommandLine.Message(exception);
        }
    }

    private string Numbered(string digest)
    {
        var count = _seen[digest] = _seen.GetValueOrDefault(digest) + 1;
        return $"{digest[..16]}-{count}";
    }

    private static string Digest(IEnumerable<KeyValuePair<string, string>> values) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\0',
                        values
                            .OrderBy(value => value.Key, StringComparer.Ordinal)
                            .Select(value => $"{value.Key}\0{value.Value}")
                    )
                )
            )
        );

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex FileName();
}

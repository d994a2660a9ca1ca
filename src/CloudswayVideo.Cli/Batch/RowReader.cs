using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Makes rows of what is written, and collects all that is wrong with any of them.</summary>
internal sealed class RowReader(string path, IReadOnlyList<JobKind> kinds, Gateway gateway)
{
    private const string Command = "command";
    private const string Family = "family";
    private const string Kind = "kind";
    private const string Id = "id";
    private const string Endpoint = "endpoint";
    private static readonly string[] Own = [Command, Family, Kind, Id, Endpoint];

    private readonly Dictionary<string, int> _seen = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>What is wrong, with the number of the row and the column.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The rows that can be submitted, in order.</summary>
    /// <exception cref="CommandException">The file cannot be read, or there is no endpoint for a family.</exception>
    public async IAsyncEnumerable<BatchRow> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var written in JobsFile.ReadAsync(path, cancellationToken))
        {
            var own = OwnValues(written);
            var command =
                own.GetValueOrDefault(Command)
                ?? $"{own.GetValueOrDefault(Family)} {own.GetValueOrDefault(Kind)}".Trim();
            var kind = kinds.FirstOrDefault(kind =>
                CommandOf(kind).Equals(command.Trim(), StringComparison.OrdinalIgnoreCase)
            );
            var values = kind is null ? own : FieldValues(kind, written, own);
            var problems =
                written.Problem is { } whole ? [whole]
                : kind is null ? [UnknownCommand(written, command)]
                : ProblemsOf(kind, values).ToList();
            var row = problems.Count == 0 ? Read(written.Number, kind!, values) : null;
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

    private string UnknownCommand(WrittenRow written, string command) =>
        command.Length == 0
            ? $"{Command}: is missing; the columns are {string.Join(", ", written.Values.Keys.Select(name => $"\"{name}\""))}, and one must be \"{Command}\", with one of {string.Join(", ", kinds.Select(CommandOf))}"
            : $"{Command}: found \"{command}\", allowed are {string.Join(", ", kinds.Select(CommandOf))}";

    // Spreadsheets and people write "Command ", "First Frame Image" and "first-frame-image".
    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static Dictionary<string, string> OwnValues(WrittenRow written) =>
        Own.Select(name =>
                (
                    Name: name,
                    Value: written
                        .Values.FirstOrDefault(value => Plain(value.Key) == Plain(name))
                        .Value
                )
            )
            .Where(value => value.Value is not null)
            .ToDictionary(value => value.Name, value => value.Value);

    /// <summary>The values by the names of the contract; what has none there keeps the name it was given.</summary>
    private static Dictionary<string, string> FieldValues(
        JobKind kind,
        WrittenRow written,
        Dictionary<string, string> own
    )
    {
        var names = Fields(kind)
            .SelectMany(field => new[] { (field.Key, field.Key), (field.Value.Option, field.Key) })
            .DistinctBy(name => Plain(name.Item1))
            .ToDictionary(name => Plain(name.Item1), name => name.Item2);
        var values = new Dictionary<string, string>(own);
        foreach (var (name, value) in written.Values)
        {
            if (!Own.Any(known => Plain(known) == Plain(name)))
            {
                values[names.GetValueOrDefault(Plain(name), name)] = value;
            }
        }

        return values;
    }

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
            values.GetValueOrDefault(Id) is { } own && RowKey.Problem(own) is { } problem
                ? $"{Id}: {problem}"
                : null;
        return given.Concat(missing).Append(id).OfType<string>();
    }

    private BatchRow Read(int number, JobKind kind, Dictionary<string, string> values)
    {
        var digest = Digest(
            values
                .Where(value => value.Key is not (Id or Command or Family or Kind))
                .Select(value => KeyValuePair.Create(value.Key, Canonical(kind, value)))
                .Append(KeyValuePair.Create(Command, CommandOf(kind)))
        );
        return new BatchRow(
            number,
            values.GetValueOrDefault(Id) ?? Numbered(digest),
            digest,
            kind,
            values.GetValueOrDefault(Endpoint) ?? gateway.EndpointFor(kind.Family),
            kind.Body(field =>
                values.GetValueOrDefault(field.Name) is { } text
                    ? field.IsImage
                        ? Located(text)
                        : text
                    : null
            )
        );
    }

    // A table that was saved again may write 4 as 4.0; its row is still the same.
    private static string Canonical(JobKind kind, KeyValuePair<string, string> value) =>
        Fields(kind).TryGetValue(value.Key, out var field)
        && field.Read(value.Value, field.Name)
            is { Type: Newtonsoft.Json.Linq.JTokenType.Integer } number
            ? number.ToString()
            : value.Value;

    /// <summary>The path of an image, which may be given as seen from the file of jobs.</summary>
    private string Located(string image)
    {
        var besideFile = Path.Combine(_folder, image);
        return
            !image.Contains("://", StringComparison.Ordinal)
            && !image.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            && !File.Exists(image)
            && File.Exists(besideFile)
            ? besideFile
            : image;
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
            return row.Kind.InUsersWords(FailureReport.Message(exception), field => field.Name);
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
}

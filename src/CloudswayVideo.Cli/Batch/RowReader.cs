using System.Runtime.CompilerServices;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Makes rows of what is written, and collects all that is wrong with any of them.</summary>
internal sealed class RowReader(string path, IReadOnlyList<JobKind> kinds, Gateway gateway)
{
    private readonly Dictionary<string, int> _seen = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>What is wrong, with the number of the row and the column.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Whether the rows were checked before, so that only those that changed are wrong.</summary>
    public bool IsChecked { get; init; }

    /// <summary>The rows that can be submitted, in order.</summary>
    /// <exception cref="CommandException">The file cannot be read, or there is no endpoint for a family.</exception>
    public async IAsyncEnumerable<BatchRow> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var written in JobsFile.ReadAsync(path, cancellationToken))
        {
            var (row, problems) = await ReadAsync(written, cancellationToken);
            Problems.AddRange(problems.Select(problem => $"row {written.Number}: {problem}"));
            if (row is not null)
            {
                yield return row;
            }
        }
    }

    public static string CommandOf(JobKind kind) => $"{kind.Family.Name} {kind.Name}";

    private async Task<(BatchRow? Row, IReadOnlyList<string> Problems)> ReadAsync(
        WrittenRow written,
        CancellationToken cancellationToken
    )
    {
        if (written.Problem is not null)
        {
            return (null, [written.Problem]);
        }

        var own = RowColumns.OwnValues(written);
        var command = (
            own.GetValueOrDefault(RowColumns.Command)
            ?? $"{own.GetValueOrDefault(RowColumns.Family)} {own.GetValueOrDefault(RowColumns.Kind)}"
        ).Trim();
        var kind = kinds.FirstOrDefault(kind =>
            CommandOf(kind).Equals(command, StringComparison.OrdinalIgnoreCase)
        );
        if (kind is null)
        {
            return (null, [UnknownCommand(written, command)]);
        }

        var values = RowColumns.Values(kind, written);
        var problems = ProblemsOf(kind, values).ToList();
        if (problems.Count > 0)
        {
            return (null, problems);
        }

        var endpoint =
            values.GetValueOrDefault(RowColumns.Endpoint) ?? gateway.EndpointFor(kind.Family);
        try
        {
            return (
                await BuildAsync(written.Number, kind, endpoint, values, cancellationToken),
                []
            );
        }
        // What the client itself refuses, such as the size of an image or a wrong endpoint.
        catch (Exception exception) when (exception is ArgumentException or CommandException)
        {
            return (
                null,
                [kind.InUsersWords(FailureReport.Message(exception), field => field.Name)]
            );
        }
    }

    private string UnknownCommand(WrittenRow written, string command)
    {
        const string name = RowColumns.Command;
        var allowed = string.Join(", ", kinds.Select(CommandOf));
        return command.Length == 0
            ? $"{name}: is missing; the columns are "
                + $"{string.Join(", ", written.Values.Keys.Select(column => $"\"{column}\""))}, and one "
                + $"must be \"{name}\", with one of {allowed}"
            : $"{name}: found \"{command}\", allowed are {allowed}";
    }

    private static IEnumerable<string> ProblemsOf(
        JobKind kind,
        IReadOnlyDictionary<string, string> values
    )
    {
        var fields = RowColumns.Fields(kind);
        var given = values
            .Where(value => !RowColumns.Own.Contains(value.Key))
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
            values.GetValueOrDefault(RowColumns.Id) is { } own && RowKey.Problem(own) is { } problem
                ? $"{RowColumns.Id}: {problem}"
                : null;
        return given.Concat(missing).Append(id).OfType<string>();
    }

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

    private async Task<BatchRow> BuildAsync(
        int number,
        JobKind kind,
        string endpoint,
        Dictionary<string, string> values,
        CancellationToken cancellationToken
    )
    {
        var digest = RowDigest.Of(kind, values);
        var options = new CloudswayOptions
        {
            AccessKey = "none",
            EndpointPath = endpoint,
            BaseUrl = kind.Family.DefaultBaseUrl,
        };
        var body = kind.Body(field =>
            values.GetValueOrDefault(field.Name) is not { } text ? null
            : field.IsImage ? Located(text)
            : text
        );
        var job = new PreparedJob(kind, body);
        if (!IsChecked)
        {
            await Rehearsal.CheckAsync(job, options, field => field.Name, cancellationToken);
        }

        var key = values.GetValueOrDefault(RowColumns.Id) ?? Numbered(digest);
        return new BatchRow(number, key, digest, kind, endpoint, job);
    }

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

    private string Numbered(string digest)
    {
        var count = _seen[digest] = _seen.GetValueOrDefault(digest) + 1;
        return $"{digest[..16]}-{count}";
    }
}

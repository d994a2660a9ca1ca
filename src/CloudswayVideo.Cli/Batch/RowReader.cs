using System.Runtime.CompilerServices;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Turns the rows of a file into requests, and collects everything that is wrong with them.</summary>
internal sealed class RowReader(string path, IReadOnlyList<JobKind> kinds, Gateway gateway)
{
    private readonly Dictionary<string, int> _timesSeen = [];
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>What is wrong, with the number of the row and the column.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The prompts by the keys of their rows, which the results show as the user's own file does.</summary>
    public Dictionary<string, string> Prompts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether an earlier pass has checked these rows, so that requests and endpoints are not checked again.
    /// </summary>
    public bool IsChecked { get; init; }

    /// <summary>The rows that can be submitted, in order.</summary>
    /// <exception cref="CommandException">The file cannot be read, or there is no endpoint for a family.</exception>
    public async IAsyncEnumerable<BatchRow> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var written in JobsFile.ReadAsync(path, cancellationToken))
        {
            var problems = new List<string>();
            if (Read(written, problems) is { } row)
            {
                if (row.Job.Prompt is { } prompt)
                {
                    Prompts[row.Key] = prompt;
                }

                yield return row;
            }

            Problems.AddRange(problems.Select(problem => $"row {written.Number}: {problem}"));
        }
    }

    private BatchRow? Read(WrittenRow written, List<string> problems)
    {
        if (written.Problem is { } unreadable)
        {
            problems.Add(unreadable);
            return null;
        }

        var command = CommandOf(RowColumns.ReservedValues(written));
        var kind = kinds.FirstOrDefault(kind =>
            kind.Command.Equals(command, StringComparison.OrdinalIgnoreCase)
        );
        if (kind is null)
        {
            problems.Add(UnknownCommand(written, command));
            return null;
        }

        var texts = RowColumns.Values(kind, written);
        var values = ReadFields(kind, texts, problems);
        CheckMissing(kind, texts, problems);
        return problems.Count == 0 ? Build(written.Number, kind, texts, values, problems) : null;
    }

    // Two blanks, or one that does not break, look like one.
    private static string CommandOf(Dictionary<string, string> values) =>
        string.Join(
            ' ',
            (
                values.GetValueOrDefault(RowColumns.Command)
                ?? $"{values.GetValueOrDefault(RowColumns.Family)} {values.GetValueOrDefault(RowColumns.Kind)}"
            ).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private string UnknownCommand(WrittenRow written, string command)
    {
        const string name = RowColumns.Command;
        var allowed = string.Join(", ", kinds.Select(kind => kind.Command));
        return command.Length == 0
            ? $"{name}: is missing; the row has "
                + string.Join(
                    ", ",
                    written.Values.Keys.Select(column => $"\"{column}\"").DefaultIfEmpty("nothing")
                )
                + ", "
                + $"and needs \"{name}\", with one of {allowed}"
            : $"{name}: found \"{command}\", allowed are {allowed}";
    }

    private static Dictionary<string, JToken> ReadFields(
        JobKind kind,
        Dictionary<string, string> texts,
        List<string> problems
    )
    {
        var fields = RowColumns.Fields(kind);
        var values = new Dictionary<string, JToken>();
        foreach (var (column, text) in texts.Where(text => !RowColumns.Reserved.Contains(text.Key)))
        {
            if (!fields.TryGetValue(column, out var field))
            {
                problems.Add(
                    column.EndsWith(RowColumns.Again, StringComparison.Ordinal)
                        ? $"{column}: another column gives the same field; leave one of them empty"
                        : $"{column}: is no field of {kind.Command}; there are {string.Join(", ", fields.Keys)}"
                );
                continue;
            }

            try
            {
                values[column] = field.Read(text, column);
            }
            catch (CommandException exception)
            {
                problems.Add(exception.Message.TrimEnd('.'));
            }
        }

        return values;
    }

    private static void CheckMissing(
        JobKind kind,
        Dictionary<string, string> texts,
        List<string> problems
    )
    {
        problems.AddRange(
            RowColumns
                .Fields(kind)
                .Values.Where(field =>
                    field.IsRequired
                    && string.IsNullOrWhiteSpace(texts.GetValueOrDefault(field.Name))
                )
                .Select(field => $"{field.Name}: is required and missing")
        );
        if (
            texts.GetValueOrDefault(RowColumns.Id) is { } id
            && BatchRow.KeyProblem(id) is { } problem
        )
        {
            problems.Add($"{RowColumns.Id}: {problem}");
        }
    }

    private BatchRow? Build(
        int number,
        JobKind kind,
        Dictionary<string, string> texts,
        Dictionary<string, JToken> values,
        List<string> problems
    )
    {
        var endpoint =
            texts.GetValueOrDefault(RowColumns.Endpoint) ?? gateway.EndpointFor(kind.Family);
        try
        {
            var body = kind.Body(field =>
                values.GetValueOrDefault(field.Name) is not { } value ? null
                : field.IsImage ? FindImage((string)value!)
                : value
            );
            var job = new PreparedJob(kind, body);
            if (!IsChecked)
            {
                CheckEndpoint(kind.Family, endpoint);
                job.Check(field => field.Name);
            }

            var digest = RowDigest.Compute(kind, texts, values);
            var key = texts.GetValueOrDefault(RowColumns.Id) ?? NumberedKey(digest);
            return new BatchRow(number, key, digest, endpoint, job);
        }
        // Only the client knows some limits, such as the size of an image.
        catch (Exception exception) when (exception is ArgumentException or CommandException)
        {
            problems.Add(FailureReport.Message(exception));
            return null;
        }
    }

    // A client refuses an endpoint path that it cannot send.
    private static void CheckEndpoint(Family family, string endpoint) =>
        family.CreateClient(
            new CloudswayOptions
            {
                AccessKey = "none",
                EndpointPath = endpoint,
                BaseUrl = family.DefaultBaseUrl,
            }
        );

    // The path of an image is relative to the current folder or, if it is not there, to the file of jobs.
    private string FindImage(string image)
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

    private string NumberedKey(string digest)
    {
        var count = _timesSeen[digest] = _timesSeen.GetValueOrDefault(digest) + 1;
        return $"{digest[..16]}-{count}";
    }
}

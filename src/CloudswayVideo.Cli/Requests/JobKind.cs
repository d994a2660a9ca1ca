using System.Reflection;
using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Cli.Requests;

/// <summary>A kind of paid job, as the contract's x-commands name it, with the fields of its request.</summary>
internal sealed partial class JobKind
{
    private JobKind(Family family, ContractOperation operation, string name, JToken command)
    {
        Submission = family.Submissions[operation.Id];
        Family = family;
        Name = name;
        Summary = (string)command["summary"]!;
        SampleRequest = operation.RequestExamples.Values.FirstOrDefault();
        SampleReply = operation.ReplyExamples(operation.SuccessCode).Values.First();
        Fields = WithDistinctOptions([
            .. ParameterFields.Of(operation, Submission),
            .. FieldsOf(
                operation.RequestSchema!,
                [],
                true,
                Names(command["needs"]),
                Names(command["omits"]),
                body => (JObject)body
            ),
        ]);
        KnownFields = operation.RequestSchema!.ActualSchema.ActualProperties.Keys.ToHashSet();
        Argument = Fields.FirstOrDefault(field => field.Name == (string?)command["argument"]);
    }

    /// <summary>The client's method that submits.</summary>
    public MethodInfo Submission { get; }

    public Family Family { get; }

    public string Name { get; }

    public string Summary { get; }

    public IReadOnlyList<JobField> Fields { get; }

    /// <summary>The fields of the request, also those that this kind leaves out.</summary>
    public IReadOnlySet<string> KnownFields { get; }

    /// <summary>The field whose value may stand without its name.</summary>
    public JobField? Argument { get; }

    /// <summary>The field that names the video to work on, of a kind that needs one.</summary>
    public JobField? SourceVideo =>
        Fields.FirstOrDefault(one => one.IsRequired && one.Option == "--source-video");

    /// <summary>A request of the contract to the same operation; null if it has none.</summary>
    public JToken? SampleRequest { get; }

    /// <summary>A reply of the contract to such a request, for a rehearsal.</summary>
    public JToken SampleReply { get; }

    /// <summary>Reads every kind from the contract that this was built with.</summary>
    public static async Task<IReadOnlyList<JobKind>> LoadAsync(CancellationToken cancellationToken)
    {
        var contract = await ContractDocument.LoadAsync(null, cancellationToken);
        return
        [
            .. Family.All.SelectMany(family =>
                contract
                    .Operations.Where(operation =>
                        family.Submissions.ContainsKey(operation.Id)
                        && operation.RequestSchema is not null
                    )
                    .SelectMany(operation =>
                        CommandsOf(operation)
                            .Properties()
                            .Select(command => new JobKind(
                                family,
                                operation,
                                command.Name,
                                command.Value
                            ))
                    )
            ),
        ];
    }

    // A submission without x-commands has one command, named as the operation is.
    private static JObject CommandsOf(ContractOperation operation) =>
        operation.Commands
        ?? new JObject
        {
            [
                Words()
                    .Replace(
                        operation.Id[(operation.Id.IndexOf('_', StringComparison.Ordinal) + 1)..],
                        "-"
                    )
                    .ToLowerInvariant()
                    .Replace("create-", "", StringComparison.Ordinal)
            ] = new JObject { ["summary"] = operation.Summary, ["argument"] = "prompt" },
        };

    // Two fields of one name are told apart by the fields around them.
    private static List<JobField> WithDistinctOptions(IEnumerable<JobField> fields)
    {
        var distinct = new List<JobField>();
        var taken = SubmitCommand.OtherOptions.ToHashSet();
        foreach (var field in fields)
        {
            var names = new[]
            {
                field.Option,
                "--"
                    + JobField.OptionName(
                        field.Path.Replace('.', '-').Replace("[0]", "", StringComparison.Ordinal)
                    ),
                $"--field-{field.Option[2..]}",
            };
            var name = names.FirstOrDefault(taken.Add) ?? $"{names[1]}-{distinct.Count}";
            distinct.Add(field with { Option = name });
        }

        return distinct;
    }

    /// <summary>The body of a request.</summary>
    /// <param name="value">What was given for a field, as it was typed; null for nothing.</param>
    /// <exception cref="CommandException">
    /// A required field is missing or blank, or a value breaks a limit of the contract.
    /// </exception>
    public JObject Body(Func<JobField, string?> value)
    {
        var body = new JObject();
        foreach (var field in Fields)
        {
            // A blank text is none: it would be paid for, and say nothing.
            var text =
                value(field) is { } given && !(field.IsRequired && string.IsNullOrWhiteSpace(given))
                    ? given
                    : null;
            if ((field.Fixed ?? (text is null ? null : field.Read(text))) is { } token)
            {
                body.Merge(
                    field.Place(token),
                    new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Merge }
                );
            }
            else if (field.IsRequired)
            {
                throw new CommandException(
                    $"{field.Option} is required and was not given: {field.Description.Split(". ")[0].TrimEnd('.')}."
                );
            }
        }

        return body;
    }

    /// <summary>What the client says is wrong with a request, by the names that the user knows.</summary>
    /// <param name="problem">The client's words.</param>
    /// <param name="name">What a field is called.</param>
    public string InUsersWords(string problem, Func<JobField, string> name)
    {
        var words = ClassName().Replace(problem, "");
        foreach (var field in Fields)
        {
            words = Regex.Replace(
                words,
                $@"(?<![\w.-]){Regex.Escape(field.Path.Replace("[0]", "", StringComparison.Ordinal))}(?=[ .])",
                name(field)
            );
        }

        return words.Replace("EndpointPath", "The endpoint path", StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])|_")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\w+ was not sent: ")]
    private static partial Regex ClassName();

    private static IEnumerable<JobField> FieldsOf(
        JsonSchema schema,
        HashSet<JsonSchema> above,
        bool isRequired,
        string[] needed,
        string[] omitted,
        Func<JToken, JObject> place
    )
    {
        foreach (
            var (name, property) in schema.ActualSchema.ActualProperties.Where(property =>
                !omitted.Contains(property.Key)
            )
        )
        {
            var list = property.ActualTypeSchema;
            var isList = list.Type.HasFlag(JsonObjectType.Array) && list.Item is not null;
            var type = isList ? list.Item!.ActualTypeSchema : list;
            var required =
                isRequired
                && (schema.ActualSchema.RequiredProperties.Contains(name) || needed.Contains(name));
            // A list of several objects, and an object within itself, are given as JSON; of any other list, the first.
            var isWhole =
                isList && type.ActualProperties.Count > 0 && list.MaxItems != 1
                || above.Contains(type);
            JObject Inner(JToken value) =>
                place(
                    new JObject
                    {
                        [name] =
                            isList && !isWhole && value is not JArray ? new JArray(value) : value,
                    }
                );
            var inner =
                isWhole ? [new JobField(name, property, list, required, Inner)]
                : type.ActualProperties.Count == 0
                    ? [new JobField(name, property, isList ? type : property, required, Inner)]
                : FieldsOf(type, [.. above, type], required, [], [], Inner);
            foreach (var field in inner)
            {
                yield return field;
            }
        }
    }

    private static string[] Names(JToken? list) =>
        list?.Values<string>().OfType<string>().ToArray() ?? [];
}

using System.Reflection;
using System.Text.RegularExpressions;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

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
        Fields = ReadFields(operation, Submission, command);
        KnownFields = operation.RequestSchema!.ActualSchema.ActualProperties.Keys.ToHashSet();
        Argument = Fields.FirstOrDefault(field => field.Name == (string?)command["argument"]);
    }

    /// <summary>The client's method that submits.</summary>
    public MethodInfo Submission { get; }

    public Family Family { get; }

    public string Name { get; }

    /// <summary>What a user types, such as "hailuo text-to-video".</summary>
    public string Command => $"{Family.Name} {Name}";

    public string Summary { get; }

    public IReadOnlyList<JobField> Fields { get; }

    /// <summary>The names of all fields of the request, also of those that this kind leaves out.</summary>
    public IReadOnlySet<string> KnownFields { get; }

    /// <summary>The field whose value may be given without the name of its option.</summary>
    public JobField? Argument { get; }

    /// <summary>The field that names the video to work on; null for a kind that needs none.</summary>
    public JobField? SourceVideo =>
        Fields.FirstOrDefault(one => one is { IsRequired: true, Option: "--source-video" });

    /// <summary>An example of the contract for this request; null if it has none.</summary>
    public JToken? SampleRequest { get; }

    /// <summary>An example of the contract for the reply.</summary>
    public JToken SampleReply { get; }

    /// <summary>Builds the body of a request from texts as they were typed; null for none.</summary>
    /// <exception cref="CommandException">
    /// A required field is missing or blank, or a value breaks a limit of the contract.
    /// </exception>
    public JObject BodyFromTexts(Func<JobField, string?> text) =>
        Body(field =>
            text(field) is not { } given ? null
            // A blank text would be paid for and say nothing.
            : field.IsRequired && string.IsNullOrWhiteSpace(given)
                ? throw Missing(field, "is required and is blank")
            : field.Read(given)
        );

    /// <summary>Builds the body of a request from values that were read; null for none.</summary>
    /// <exception cref="CommandException">A required field is missing.</exception>
    public JObject Body(Func<JobField, JToken?> value)
    {
        var body = new JObject();
        foreach (var field in Fields)
        {
            if ((field.IsFixed ? field.Read(field.Choices[0]) : value(field)) is { } given)
            {
                body.Merge(
                    field.BodyWith(given),
                    new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Merge }
                );
            }
            else if (field.IsRequired)
            {
                throw Missing(field, "is required and was not given");
            }
        }

        return body;
    }

    private static CommandException Missing(JobField field, string problem) =>
        new($"{field.Option} {problem}: {field.Description.Split(". ")[0].TrimEnd('.')}.");

    /// <summary>A message of the client with the names of fields that the user knows.</summary>
    public string WithUserNames(string message, Func<JobField, string> nameOf) =>
        Fields.Aggregate(
            message,
            (text, field) =>
                Regex.Replace(
                    text,
                    $@"(?<![\w.-]){Regex.Escape(field.PathWithoutIndex)}(?=[ .])",
                    nameOf(field)
                )
        );
}

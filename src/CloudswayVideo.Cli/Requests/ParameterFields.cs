using System.Reflection;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Requests;

/// <summary>
/// The arguments that a submission takes beside its request, such as a model in the path. They are fields like those
/// of the request. A body holds them in a separate member until the call is made.
/// </summary>
internal static class ParameterFields
{
    private const string Member = "(parameters)";

    public static IEnumerable<JobField> Read(ContractOperation operation, MethodInfo submission) =>
        operation
            .Parameters.Where(parameter =>
                submission.GetParameters().Any(argument => IsNamed(argument, parameter.Name))
            )
            .Select(parameter => new JobField(
                parameter.Name,
                parameter,
                parameter.ActualSchema,
                parameter.IsRequired,
                value => new JObject { [Member] = new JObject { [parameter.Name] = value } }
            ));

    /// <summary>The body without the arguments.</summary>
    public static JObject WithoutParameters(this JObject body)
    {
        var alone = (JObject)body.DeepClone();
        alone.Remove(Member);
        return alone;
    }

    /// <summary>The arguments for the client's method that submits.</summary>
    public static object?[] Arguments(PreparedJob job, CancellationToken cancellationToken)
    {
        var given = (job.Body[Member] as JObject)?.Properties().ToList() ?? [];
        return
        [
            .. job
                .Kind.Submission.GetParameters()
                .Select(argument =>
                    argument.ParameterType.IsInstanceOfType(job.Request) ? job.Request
                    : argument.ParameterType == typeof(CancellationToken) ? cancellationToken
                    : given.Find(member => IsNamed(argument, member.Name)) is { } value
                        ? value.Value.ToObject(argument.ParameterType)
                    : argument.DefaultValue
                ),
        ];
    }

    // The client's parameter for "task_id" is taskId, and for "in" it is inValue.
    private static bool IsNamed(ParameterInfo argument, string wireName)
    {
        var (name, wire) = (Letters(argument.Name!), Letters(wireName));
        return name.Equals(wire, StringComparison.OrdinalIgnoreCase)
            || name.Equals($"{wire}Value", StringComparison.OrdinalIgnoreCase);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}

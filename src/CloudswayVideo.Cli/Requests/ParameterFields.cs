using System.Reflection;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Requests;

/// <summary>
/// The arguments that a submission takes beside its request, such as a model in the path: fields as those of the
/// request, in a member of their own until the call is made.
/// </summary>
internal static class ParameterFields
{
    private const string Member = "(parameters)";

    public static IEnumerable<JobField> Of(ContractOperation operation, MethodInfo submission) =>
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

    /// <summary>What the method of a submission is called with.</summary>
    public static object?[] Arguments(
        MethodInfo submission,
        PreparedJob job,
        CancellationToken cancellationToken
    )
    {
        var given = (job.Body[Member] as JObject)?.Properties().ToList() ?? [];
        return
        [
            .. submission
                .GetParameters()
                .Select(argument =>
                    argument.ParameterType.IsInstanceOfType(job.Request) ? job.Request
                    : argument.ParameterType == typeof(CancellationToken) ? cancellationToken
                    : given.Find(one => IsNamed(argument, one.Name)) is { } value
                        ? value.Value.ToObject(argument.ParameterType)
                    : argument.DefaultValue
                ),
        ];
    }

    // C# writes "task_id" as taskId, and "in" as inValue.
    private static bool IsNamed(ParameterInfo argument, string wireName)
    {
        var (name, wire) = (Letters(argument.Name!), Letters(wireName));
        return name.Equals(wire, StringComparison.OrdinalIgnoreCase)
            || name.Equals($"{wire}Value", StringComparison.OrdinalIgnoreCase);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}

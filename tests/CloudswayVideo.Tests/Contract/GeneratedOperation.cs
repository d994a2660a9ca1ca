using System.Globalization;
using System.Reflection;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Preparation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Tests.Contract;

/// <summary>Finds the generated method of an operation and calls it with the contract's own examples.</summary>
internal static class GeneratedOperation
{
    private static readonly JsonSerializer Strict = JsonSerializer.Create(
        new JsonSerializerSettings { MissingMemberHandling = MissingMemberHandling.Error }
    );

    // Puts a field that the contract does not name, in an open object, into "Extra".
    private static readonly JsonSerializer WithExtra = JsonSerializer.Create(
        new JsonSerializerSettings { ContractResolver = new ExtraResolver() }
    );

    public static async Task<object> CallAsync(
        ContractOperation operation,
        CloudswayOptions options,
        HttpClient httpClient,
        JToken? request
    )
    {
        var type = typeof(CloudswayClient).Assembly.GetType(
            $"CloudswayVideo.{operation.Family}Client",
            throwOnError: true
        )!;
        var client = Activator.CreateInstance(type, options, httpClient, null)!;
        // A name that every client has gets a suffix.
        var name = CSharpName.Member(operation.Id.Split('_', 2)[^1]);
        var method = type.GetMethod($"{name}OperationAsync") ?? type.GetMethod($"{name}Async")!;
        var task = (Task)
            method.Invoke(
                client,
                [
                    .. method
                        .GetParameters()
                        .Select(parameter => Argument(operation, parameter, request)),
                ]
            )!;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task) ?? "";
    }

    /// <summary>
    /// The contract's example of a parameter. Without one, a required parameter has a made-up value, another null.
    /// </summary>
    public static string? ParameterExample(ContractOperation operation, string name)
    {
        var parameter = operation.Parameters.FirstOrDefault(parameter =>
            IsCalled(parameter.Name, name) || IsCalled(parameter.Name + "Value", name)
        );
        var example = Convert.ToString(parameter?.Example, CultureInfo.InvariantCulture);
        return !string.IsNullOrEmpty(example) ? example
            : parameter?.IsRequired == true ? "1"
            : null;
    }

    // An argument is named as C# names it: "task_id" is taskId.
    private static bool IsCalled(string wireName, string name) =>
        string.Concat(wireName.Where(char.IsLetterOrDigit))
            .Equals(
                string.Concat(name.Where(char.IsLetterOrDigit)),
                StringComparison.OrdinalIgnoreCase
            );

    private static object? Argument(
        ContractOperation operation,
        ParameterInfo parameter,
        JToken? request
    ) =>
        ParameterExample(operation, parameter.Name!) is { } example
            ? JToken.FromObject(example).ToObject(parameter.ParameterType)
        : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : request!.ToObject(
            parameter.ParameterType,
            JToken.DeepEquals(request, ContractCases.Declared(request, operation.RequestSchema!))
                ? Strict
                : WithExtra
        );

    private sealed class ExtraResolver : DefaultContractResolver
    {
        protected override JsonObjectContract CreateObjectContract(Type objectType)
        {
            var contract = base.CreateObjectContract(objectType);
            if (objectType.GetProperty("Extra") is { } extra)
            {
                contract.ExtensionDataSetter = (body, name, value) =>
                    ((IDictionary<string, object?>)extra.GetValue(body)!)[name] = value;
            }

            return contract;
        }
    }
}

using System.Reflection;
using CloudswayVideo.Contract;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract;

/// <summary>Finds the generated method of an operation and calls it with the contract's own examples.</summary>
internal static class GeneratedOperation
{
    private static readonly JsonSerializerSettings Strict = new()
    {
        MissingMemberHandling = MissingMemberHandling.Error,
    };

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
        var name = operation.Id.Split('_')[^1];
        var method = type.GetMethod($"{char.ToUpperInvariant(name[0])}{name[1..]}Async")!;
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

    /// <summary>What a parameter is called with: the contract's example; null if it has none.</summary>
    public static string? ParameterExample(ContractOperation operation, string name) =>
        (string?)
            operation
                .Parameters.FirstOrDefault(parameter =>
                    IsCalled(parameter.Name, name) || IsCalled(parameter.Name + "Value", name)
                )
                ?.Example;

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
        : request!.ToObject(parameter.ParameterType, JsonSerializer.Create(Strict));
}

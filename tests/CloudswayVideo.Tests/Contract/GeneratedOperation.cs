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
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    public static string ParameterExample(ContractOperation operation, string name) =>
        (string)
            operation
                .Parameters.Single(parameter =>
                    // An argument is named as C# names it: "task_id" is taskId.
                    parameter
                        .Name.Replace("_", "", StringComparison.Ordinal)
                        .Equals(name, StringComparison.OrdinalIgnoreCase)
                )
                .Example!;

    private static object? Argument(
        ContractOperation operation,
        ParameterInfo parameter,
        JToken? request
    ) =>
        parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
        : parameter.ParameterType == typeof(RequestOptions) ? null
        : parameter.ParameterType == typeof(string) ? ParameterExample(operation, parameter.Name!)
        : request!.ToObject(parameter.ParameterType, JsonSerializer.Create(Strict));
}

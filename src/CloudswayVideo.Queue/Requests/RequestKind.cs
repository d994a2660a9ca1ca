using System.Reflection;

namespace CloudswayVideo.Queue.Requests;

/// <summary>
/// A type of request, and the client's method that submits it. Found by reflection, so that a new family needs no code
/// here.
/// </summary>
internal sealed class RequestKind
{
    private static readonly ILookup<string, RequestKind> ByRequest = typeof(CloudswayClient)
        .Assembly.ExportedTypes.Where(type => type.IsSubclassOf(typeof(CloudswayClient)))
        .SelectMany(
            client => client.GetMethods().Where(IsSubmission),
            (client, method) => new RequestKind(client, method)
        )
        .ToLookup(kind => kind.Name);

    private readonly MethodInfo _submit;

    private RequestKind(Type client, MethodInfo submit)
    {
        Client = client;
        _submit = submit;
        Request = submit.GetParameters()[0].ParameterType;
    }

    /// <summary>The name in the journal.</summary>
    public string Name => Request.Name;

    public Type Client { get; }

    public Type Request { get; }

    /// <exception cref="ArgumentException">No client submits it, or more than one.</exception>
    public static RequestKind Named(string name) =>
        ByRequest[name].ToList() switch
        {
            [var kind] => kind,
            [] => throw new ArgumentException(
                $"No client submits a {name}. Pass one of "
                    + $"{string.Join(", ", ByRequest.Select(kind => kind.Key).Order(StringComparer.Ordinal))}."
            ),
            _ => throw new ArgumentException(
                $"Several methods submit a {name}; the queue cannot choose one."
            ),
        };

    public Task<VideoJob> SubmitAsync(CloudswayClient client, object request) =>
        // Not cancelled, because the answer is the id of a paid job.
        (Task<VideoJob>)
            _submit.Invoke(
                client,
                BindingFlags.DoNotWrapExceptions,
                null,
                [request, CancellationToken.None, null],
                null
            )!;

    private static bool IsSubmission(MethodInfo method) =>
        method.ReturnType == typeof(Task<VideoJob>)
        && method.GetParameters()
            is [{ ParameterType.IsClass: true } request, { } token, { } options]
        && request.ParameterType != typeof(string)
        && token.ParameterType == typeof(CancellationToken)
        && options.ParameterType == typeof(RequestOptions);
}

using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The form of the ids of a family, taken from the examples of its operations.</summary>
internal sealed class JobFamily
{
    public JobFamily(ContractDocument contract, string name)
    {
        Name = name;
        var operations = contract.Operations.Where(operation => operation.Family == name).ToList();
        var status = operations.Where(operation => operation.TaskStep == JobStep.Status).ToList();
        Id =
            Examples(operations.Where(operation => operation.TaskStep == JobStep.Submit), "id")
                .FirstOrDefault()
            ?? throw new InvalidOperationException(
                $"No example of a submission to {name} shows an id: mark the property with \"x-task-value: id\"."
            );
        UpstreamId = Examples(status, "id").FirstOrDefault(id => !IdShape.AreAlike(id, Id));
        FileId = Examples(status, "file").FirstOrDefault() ?? Id;
    }

    public string Name { get; }

    public string Id { get; }

    /// <summary>An id of the upstream service, if status replies have it instead of the submission's.</summary>
    public string? UpstreamId { get; }

    public string FileId { get; }

    private static IEnumerable<string> Examples(
        IEnumerable<ContractOperation> operations,
        string value
    ) =>
        from operation in operations
        let reply = operation.Reply(operation.SuccessCode)
        from example in reply.Examples
        from place in reply.PlacesOf(example.Key)
        where place.Value == value
        select place.In(example.Value).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

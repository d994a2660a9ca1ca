namespace CloudswayVideo;

/// <summary>Names the operation of the contract that a submitting method calls.</summary>
/// <param name="id">The operation id, such as "hailuo_createTask".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractOperationAttribute(string id) : Attribute
{
    /// <summary>The operation id.</summary>
    public string Id { get; } = id;
}

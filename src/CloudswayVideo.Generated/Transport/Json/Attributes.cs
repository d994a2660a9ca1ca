namespace CloudswayVideo.Transport.Json;

/// <summary>Other names of a field on the wire that set the same member.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AliasesAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>The value that means "not known yet", and is read as null.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsentValueAttribute(long value) : Attribute
{
    public long Value { get; } = value;
}

/// <summary>A wrapper object whose fields are copied to the object around it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EnvelopeAttribute : Attribute;

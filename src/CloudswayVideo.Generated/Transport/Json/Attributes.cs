namespace CloudswayVideo.Transport.Json;

/// <summary>Other spellings of a field that stand for the same member.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AliasesAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>The value that stands for "not known yet".</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsentValueAttribute(long value) : Attribute
{
    public long Value { get; } = value;
}

/// <summary>A wrapper whose fields belong to the object around it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EnvelopeAttribute : Attribute;

using System.Reflection;
using CloudswayVideo.Diagnostics;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Carries out what the generated attributes declare: aliases, absent values, envelopes and tolerant types.
/// </summary>
internal sealed class WireContractResolver : DefaultContractResolver
{
    private readonly DefaultJsonNameTable _names = new();

    /// <summary>
    /// The names of all fields, so that reading a known one makes no string. Newtonsoft's own table lacks the
    /// aliases.
    /// </summary>
    public JsonNameTable Names => _names;

    protected override IList<JsonProperty> CreateProperties(
        Type type,
        MemberSerialization memberSerialization
    )
    {
        var properties = base.CreateProperties(type, memberSerialization);
        foreach (var property in properties.ToList())
        {
            var attributes = property.AttributeProvider;
            var absent = attributes
                ?.GetAttributes(typeof(AbsentValueAttribute), true)
                .OfType<AbsentValueAttribute>()
                .FirstOrDefault()
                ?.Value;
            var isEnvelope = attributes?.GetAttributes(typeof(EnvelopeAttribute), true).Count > 0;
            var member = property.ValueProvider!;
            IValueProvider provider = isEnvelope
                ? new EnvelopeValue()
                : new CoalescedValue(member, absent, isAlias: false);
            property.ValueProvider = provider;
            // NullValueHandling.Ignore would put known fields that came blank among the unknown ones.
            property.ShouldSerialize = target => provider.GetValue(target) is not null;
            AddName(property.PropertyName!);
            foreach (
                var name in attributes
                    ?.GetAttributes(typeof(AliasesAttribute), true)
                    .OfType<AliasesAttribute>()
                    .SelectMany(aliases => aliases.Names)
                    ?? []
            )
            {
                AddName(name);
                properties.Add(
                    new JsonProperty
                    {
                        PropertyName = name,
                        PropertyType = property.PropertyType,
                        DeclaringType = property.DeclaringType,
                        ValueProvider = new CoalescedValue(member, absent, isAlias: true),
                        Readable = false,
                        Writable = true,
                        ShouldSerialize = _ => false,
                    }
                );
            }
        }

        return properties;
    }

    // Newtonsoft calls it for what it does not know, so that a known reply pays nothing for being watched.
    protected override JsonObjectContract CreateObjectContract(Type objectType)
    {
        var contract = base.CreateObjectContract(objectType);
        if (contract.ExtensionDataSetter is { } keep)
        {
            var isOfError = objectType == typeof(ApiError) || objectType == typeof(ErrorDetail);
            contract.ExtensionDataSetter = (target, name, value) =>
            {
                DriftNotes.Field(isOfError, name);
                keep(target, name, value);
            };
        }

        return contract;
    }

    // Newtonsoft asks with the type that a nullable one wraps.
    protected override JsonConverter? ResolveContractConverter(Type objectType) =>
        objectType == typeof(string) ? TextConverter.Instance
        : objectType == typeof(DateTimeOffset) ? UnixTimeConverter.Instance
        : objectType == typeof(TimeSpan) ? DurationConverter.Instance
        : objectType == typeof(ErrorDetail) ? ErrorDetailConverter.Instance
        : objectType.IsPrimitive ? NumberConverter.Instance
        : base.ResolveContractConverter(objectType);

    private void AddName(string name)
    {
        lock (_names)
        {
            _names.Add(name);
        }
    }

    /// <summary>Blank never overwrites a value, and an alias never overwrites the field's first spelling.</summary>
    private sealed class CoalescedValue(IValueProvider member, long? absent, bool isAlias)
        : IValueProvider
    {
        public object? GetValue(object target) => member.GetValue(target);

        public void SetValue(object target, object? value)
        {
            var isAbsent =
                value is null
                || (
                    absent is { } none
                    && value is IConvertible number
                    && number.ToInt64(null) == none
                );
            if (!isAbsent && !(isAlias && member.GetValue(target) is not null))
            {
                member.SetValue(target, value);
            }
        }
    }

    /// <summary>Hands the fields of a wrapper to the object around it, where that has none of its own.</summary>
    private sealed class EnvelopeValue : IValueProvider
    {
        public object? GetValue(object target) => null;

        public void SetValue(object target, object? value)
        {
            foreach (
                var property in value
                    ?.GetType()
                    .GetProperties()
                    .Where(property => property.CanWrite)
                    ?? Enumerable.Empty<PropertyInfo>()
            )
            {
                if (property.GetValue(target) is null)
                {
                    property.SetValue(target, property.GetValue(value));
                }
            }
        }
    }
}

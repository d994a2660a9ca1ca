using CloudswayVideo.Diagnostics;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Applies the attributes of generated classes (aliases, absent values, envelopes) and chooses tolerant converters.
/// </summary>
internal sealed class WireContractResolver : DefaultContractResolver
{
    private static readonly TextConverter Text = new();
    private static readonly UnixTimeConverter UnixTime = new();
    private static readonly DurationConverter Duration = new();
    private static readonly ErrorDetailConverter Error = new();
    private static readonly NumberConverter Number = new();
    private static readonly OtherJsonConverter OtherJson = new();

    private readonly DefaultJsonNameTable _names = new();

    /// <summary>
    /// The names of all fields, so that reading a known field allocates no string. Newtonsoft's own table has no
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
            var absent = Find<AbsentValueAttribute>(property)?.Value;
            var member = property.ValueProvider!;
            IValueProvider provider = Find<EnvelopeAttribute>(property) is null
                ? new CoalescedValue(member, absent, isAlias: false)
                : new EnvelopeValue();
            property.ValueProvider = provider;
            // Not NullValueHandling.Ignore: when reading, it would treat known fields with null as unknown.
            property.ShouldSerialize = target => provider.GetValue(target) is not null;
            AddName(property.PropertyName!);
            foreach (var name in Find<AliasesAttribute>(property)?.Names ?? [])
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

    // Newtonsoft calls the setter only for unknown fields, so that replies without them cost nothing.
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

    // For a nullable type, Newtonsoft passes the underlying type.
    protected override JsonConverter? ResolveContractConverter(Type objectType) =>
        objectType == typeof(string) ? Text
        : objectType == typeof(DateTimeOffset) ? UnixTime
        : objectType == typeof(TimeSpan) ? Duration
        : objectType == typeof(ErrorDetail) ? Error
        : objectType.IsPrimitive ? Number
        : OtherJsonConverter.IsFor(objectType) ? OtherJson
        : base.ResolveContractConverter(objectType);

    private static T? Find<T>(JsonProperty property)
        where T : Attribute =>
        (T?)property.AttributeProvider?.GetAttributes(typeof(T), inherit: true).FirstOrDefault();

    private void AddName(string name)
    {
        lock (_names)
        {
            _names.Add(name);
        }
    }

    /// <summary>
    /// Sets a member, unless the value is absent, or is that of an alias and the member is already set.
    /// </summary>
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

    /// <summary>Copies the fields of a wrapper to the members of the object around it that are not set.</summary>
    private sealed class EnvelopeValue : IValueProvider
    {
        public object? GetValue(object target) => null;

        public void SetValue(object target, object? value)
        {
            foreach (var property in value?.GetType().GetProperties() ?? [])
            {
                if (property.CanWrite && property.GetValue(target) is null)
                {
                    property.SetValue(target, property.GetValue(value));
                }
            }
        }
    }
}

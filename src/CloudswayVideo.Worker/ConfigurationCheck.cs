using System.ComponentModel;
using System.Reflection;

namespace CloudswayVideo.Worker;

/// <summary>
/// Finds keys of the configuration that nothing reads. A misspelt one would be without effect: the worker would, for
/// example, keep its journal in a file instead of in PostgreSQL.
/// </summary>
internal static class ConfigurationCheck
{
    private static readonly string[] Sections =
    [
        "Queue",
        "Cloudsway",
        "Urls",
        "Logging",
        "Kestrel",
        "AllowedHosts",
        "Environment",
        "ContentRoot",
    ];

    private static readonly string[] Families =
    [
        .. typeof(CloudswayClient)
            .Assembly.ExportedTypes.Where(type => type.IsSubclassOf(typeof(CloudswayClient)))
            .Select(type => type.Name.Replace("Client", "", StringComparison.Ordinal)),
    ];

    public static void Check(IConfiguration configuration)
    {
        Check(configuration.GetSection("Queue"), PropertiesOf(typeof(WorkerSettings)));
        var ofEndpoint = PropertiesOf(typeof(CloudswayOptions));
        var all = configuration.GetSection("Cloudsway");
        Check(all, ofEndpoint, Families);
        foreach (var family in Families.Select(all.GetSection))
        {
            Check(family, ofEndpoint, "Endpoints");
            foreach (var endpoint in family.GetSection("Endpoints").GetChildren())
            {
                Check(endpoint, ofEndpoint);
            }
        }
    }

    /// <summary>Arguments that nothing reads; a misspelt "demo" would otherwise start a worker that pays.</summary>
    public static void Check(IEnumerable<string> arguments)
    {
        if (arguments.FirstOrDefault(argument => !IsSetting(argument)) is { } unknown)
        {
            throw new ArgumentException(
                $"Found the argument \"{unknown}\". Give \"demo\" alone, or nothing: the configuration is in "
                    + "environment variables such as Queue__Slots, or in arguments such as --Queue:Slots=5."
            );
        }
    }

    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.Contains('=', StringComparison.Ordinal)
        && Sections.Contains(argument[2..].Split(':', '=')[0], StringComparer.OrdinalIgnoreCase);

    private static void Check(
        IConfigurationSection section,
        Dictionary<string, Type> known,
        params string[] sections
    )
    {
        foreach (var child in section.GetChildren())
        {
            if (known.TryGetValue(child.Key, out var type))
            {
                CheckValue(child, type);
            }
            else if (!sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"{child.Path} is not known in the configuration. Known in {section.Path} are "
                        + $"{string.Join(", ", known.Keys.Concat(sections))}."
                );
            }
        }
    }

    private static void CheckValue(IConfigurationSection setting, Type type)
    {
        if (type == typeof(PollingOptions))
        {
            Check(setting, PropertiesOf(typeof(PollingOptions)));
        }

        var form =
            type == typeof(TimeSpan) ? "a time, such as 00:01:00"
            : type == typeof(int) || type == typeof(long) ? "a whole number, such as 20"
            : type == typeof(bool) ? "true or false"
            : null;
        if (
            form is not null
            && setting.Value is { } value
            && !TypeDescriptor.GetConverter(type).IsValid(value)
        )
        {
            throw new ArgumentException($"{setting.Path} is \"{value}\". Give {form}.");
        }
    }

    // Values of the configuration are texts, numbers and times.
    private static Dictionary<string, Type> PropertiesOf(Type settings) =>
        settings
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property =>
                property.PropertyType == typeof(PollingOptions)
                || TypeDescriptor.GetConverter(property.PropertyType).CanConvertFrom(typeof(string))
            )
            .ToDictionary(
                property => property.Name,
                property =>
                    Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                StringComparer.OrdinalIgnoreCase
            );
}

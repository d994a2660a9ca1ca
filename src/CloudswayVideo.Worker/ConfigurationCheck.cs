using System.Reflection;

namespace CloudswayVideo.Worker;

/// <summary>
/// Finds keys of the configuration that nothing reads. A misspelt one would be without effect: the worker would, for
/// example, keep its journal in a file instead of in PostgreSQL.
/// </summary>
internal static class ConfigurationCheck
{
    private static readonly string[] Families =
    [
        .. typeof(CloudswayClient)
            .Assembly.ExportedTypes.Where(type => type.IsSubclassOf(typeof(CloudswayClient)))
            .Select(type => type.Name.Replace("Client", "", StringComparison.Ordinal)),
    ];

    /// <exception cref="ArgumentException">A key is not known. The message names the known ones.</exception>
    public static void Check(IConfiguration configuration)
    {
        Check(configuration.GetSection("Queue"), PropertiesOf(typeof(WorkerSettings)));
        var ofEndpoint = PropertiesOf(typeof(CloudswayOptions));
        var all = configuration.GetSection("Cloudsway");
        Check(all, [.. ofEndpoint, .. Families]);
        foreach (var family in Families.Select(all.GetSection))
        {
            Check(family, [.. ofEndpoint, "Endpoints"]);
            foreach (var endpoint in family.GetSection("Endpoints").GetChildren())
            {
                Check(endpoint, ofEndpoint);
            }
        }
    }

    private static void Check(IConfigurationSection section, string[] known)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"{child.Path} is not known in the configuration. Known in {section.Path} are "
                        + $"{string.Join(", ", known)}."
                );
            }

            if (
                child.Key.Equals(
                    nameof(CloudswayOptions.Polling),
                    StringComparison.OrdinalIgnoreCase
                )
            )
            {
                Check(child, PropertiesOf(typeof(PollingOptions)));
            }
        }
    }

    // Values of the configuration are texts, numbers and times.
    private static string[] PropertiesOf(Type settings) =>
        [
            .. settings
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property =>
                    property.PropertyType == typeof(PollingOptions)
                    || (
                        property.PropertyType.Namespace == nameof(System)
                        && !property.PropertyType.IsSubclassOf(typeof(Delegate))
                        && property.PropertyType != typeof(TimeProvider)
                    )
                )
                .Select(property => property.Name),
        ];
}

using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Cli.Contract;

/// <summary>A comparison for programs.</summary>
internal static class ComparisonJson
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        Converters = { new StringEnumConverter(new CamelCaseNamingStrategy()) },
        Formatting = Formatting.Indented,
    };

    public static void Write(SnapshotComparison comparison, TextWriter output) =>
        output.WriteLine(
            JsonConvert.SerializeObject(
                new
                {
                    Before = new
                    {
                        comparison.Before.Name,
                        Version = comparison.Before.Version?.ToString(),
                    },
                    After = new
                    {
                        comparison.After.Name,
                        Version = comparison.After.Version?.ToString(),
                    },
                    comparison.Contract,
                    comparison.Surface,
                    comparison.Step,
                    Demanded = comparison.Demanded?.ToString(),
                    comparison.IsStepped,
                },
                Settings
            )
        );
}

using System.Reflection;
using System.Runtime.Loader;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using PublicApiGenerator;

namespace CloudswayVideo.Cli.Contract;

/// <summary>The public surface of an assembly as text: what "contract diff" compares, and the tests approve.</summary>
internal static class ClientSurface
{
    // The attribute with the name on the wire is shown. Attributes that only the library uses are left out.
    private static readonly ApiGeneratorOptions Shown = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes =
        [
            "Newtonsoft.Json.JsonConverterAttribute",
            "Newtonsoft.Json.JsonIgnoreAttribute",
            "Newtonsoft.Json.JsonExtensionDataAttribute",
        ],
    };

    public static string OfAssembly(Assembly assembly) =>
        assembly.GeneratePublicApi(Shown).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    public static string OfFile(string path)
    {
        // This tool has loaded its own client, which has the same name.
        var context = new AssemblyLoadContext("client", isCollectible: true);
        try
        {
            return OfAssembly(context.LoadFromAssemblyPath(path));
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The surface of this tool's own client, if it was generated from this contract; else null.</summary>
    public static string? BuiltIn(JObject contract) =>
        JToken.DeepEquals(
            contract,
            ContractText.Read(ContractText.ReadEmbedded(), "The built-in contract")
        )
            ? OfAssembly(typeof(CloudswayClient).Assembly)
            : null;

    /// <summary>
    /// The same, but null if this tool was built in another folder: only "dotnet run" in the repository builds it again
    /// after each change.
    /// </summary>
    public static string? BuiltHere(string repository, JObject contract) =>
        AppContext.BaseDirectory.StartsWith(
            Path.TrimEndingDirectorySeparator(repository) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        )
            ? BuiltIn(contract)
            : null;
}

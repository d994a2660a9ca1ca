using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CloudswayVideo.Contract;

/// <summary>
/// A contract as it stands in its file. What every reader of OpenAPI lets pass in silence is refused, by its line.
/// </summary>
public static partial class ContractText
{
    private static readonly string[] Types =
    [
        "string",
        "number",
        "integer",
        "boolean",
        "array",
        "object",
    ];

    // What is under these keys is no schema, whatever its own keys are called.
    private static readonly string[] Values =
    [
        "example",
        "examples",
        "default",
        "enum",
        "securitySchemes",
    ];

    /// <summary>Reads a contract.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">
    /// It is no YAML, names a key twice, or has a type that OpenAPI does not; the message says where.
    /// </exception>
    public static JObject Parse(string text, string name)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var root = stream.Documents is [var document, ..]
                ? document.RootNode
                : throw new YamlException("the file is empty");
            CheckSchema(root);
            return Json(root) as JObject
                ?? throw new ContractException(
                    $"{name} is no OpenAPI 3.0 document: it has no named values."
                );
        }
        catch (YamlException exception)
        {
            throw new ContractException(
                $"{name}, line {exception.Start.Line}: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>The text of the contract that this was built with.</summary>
    /// <returns>YAML.</returns>
    public static string ReadEmbedded()
    {
        using var reader = new StreamReader(
            typeof(ContractText).Assembly.GetManifestResourceStream("contract.yaml")!
        );
        return reader.ReadToEnd();
    }

    // NSwag's own YAML reader makes every number and flag of an example a string.
    private static JToken Json(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => new JObject(
                mapping.Children.Select(child => new JProperty(
                    ((YamlScalarNode)child.Key).Value!,
                    Json(child.Value)
                ))
            ),
            YamlSequenceNode sequence => new JArray(sequence.Children.Select(Json)),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or null } =>
                JValue.CreateNull(),
            // OpenAPI allows of YAML what JSON has.
            YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text }
                when NoText().IsMatch(text) => JToken.Parse(text),
            _ => new JValue(((YamlScalarNode)node).Value),
        };

    [GeneratedRegex(@"\A(null|true|false|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)\z")]
    private static partial Regex NoText();

    private static void CheckSchema(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (
                    var (key, value) in mapping.Children.Select(child =>
                        (((YamlScalarNode)child.Key).Value!, child.Value)
                    )
                )
                {
                    if (
                        key == "type"
                        && value is YamlScalarNode type
                        && !Types.Contains(type.Value)
                    )
                    {
                        throw new YamlException(
                            value.Start,
                            value.End,
                            $"the type is \"{type.Value}\"; allowed are {string.Join(", ", Types)}."
                        );
                    }

                    if (key == "properties" && value is YamlMappingNode properties)
                    {
                        // Its keys are the names of fields, and one of them may well be "type".
                        properties.Children.Values.ToList().ForEach(CheckSchema);
                    }
                    else if (
                        !Values.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal)
                    )
                    {
                        CheckSchema(value);
                    }
                }

                break;
            case YamlSequenceNode sequence:
                sequence.Children.ToList().ForEach(CheckSchema);
                break;
        }
    }
}

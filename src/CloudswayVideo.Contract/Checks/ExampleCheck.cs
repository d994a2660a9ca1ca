using NJsonSchema;
using NSwag;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks every example, and the default of a schema, against its schema.</summary>
internal sealed class ExampleCheck(ContractTree tree, Findings findings)
{
    // The names under which a copy of the contract also has the schemas with an example or a default.
    private const string Copied = "x-with-example-";

    private readonly HashSet<JToken> _checked = [];

    public void Check(IEnumerable<JObject> schemas)
    {
        var withValues = schemas
            .Where(one => (one["default"] ?? one["example"] ?? one["enum"]) is not null)
            .ToList();
        if (Read(withValues) is not { } document)
        {
            return;
        }

        foreach (var (index, schema) in withValues.Index())
        {
            if (document.Components.Schemas.TryGetValue(Copied + index, out var copy))
            {
                CheckOne("example", schema["example"], copy);
                CheckValue("the default", schema["default"], copy);
                var type = tree.Keyword(schema, "type").Text();
                schema["enum"]
                    .Items()
                    // A value of another type has another finding.
                    .Where(one => type is not null && JsonTypes.IsOf(one, type))
                    .ToList()
                    .ForEach(one => CheckValue("a value of \"enum\"", one, copy));
            }
        }

        foreach (var operation in tree.Operations)
        {
            if (
                document.Paths.TryGetValue(operation.Path.Name, out var path)
                && path.TryGetValue(operation.Method.Name, out var read)
            )
            {
                Check(operation, read);
            }
        }
    }

    // Without the parts that have a finding already, the rest can be read.
    private OpenApiDocument? Read(List<JObject> withValues)
    {
        var copy = (JObject)tree.Contract.DeepClone();
        var places = withValues.Select(one => copy.SelectToken(one.Path)).ToList();
        var unreadable = findings.Unreadable.Select(one => copy.SelectToken(one.Path)).ToList();
        foreach (var place in unreadable.OfType<JToken>())
        {
            (place.Parent is JProperty property ? property : place).Remove();
        }

        if ((copy["components"] as JObject)?["schemas"] is JObject named)
        {
            foreach (var (index, place) in places.Index())
            {
                named[Copied + index] = place?.DeepClone();
            }
        }

        try
        {
            return OpenApiDocument.FromJsonAsync(copy.ToString()).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (findings.All.Count == 0)
            {
                findings.Add(copy, $"this cannot be read as OpenAPI 3.0: {exception.Message}");
            }

            return null;
        }
    }

    private void Check(FoundOperation operation, OpenApiOperation read)
    {
        foreach (var parameter in operation.Parameters)
        {
            var schema = read.ActualParameters.FirstOrDefault(one =>
                one.Name == parameter.Name
                && one.Kind.ToString().Equals(parameter.In, StringComparison.OrdinalIgnoreCase)
            );
            CheckAll(parameter.Fields, schema?.Schema ?? schema);
        }

        var body = tree.Resolve(operation.Fields["requestBody"]);
        CheckContent(body, read.RequestBody?.ActualRequestBody.Content);
        foreach (var reply in operation.Fields["responses"].Fields())
        {
            CheckContent(
                tree.Resolve(reply.Value),
                read.Responses.TryGetValue(reply.Name, out var response)
                    ? response.ActualResponse.Content
                    : null
            );
        }
    }

    private void CheckContent(JObject? body, IDictionary<string, OpenApiMediaType>? read)
    {
        var contents = (body?["content"]).Fields().Where(one => one.Value is JObject);
        foreach (var content in contents)
        {
            CheckAll(
                content.Value,
                read is not null && read.TryGetValue(content.Name, out var media)
                    ? media.Schema
                    : null
            );
            CheckIntegers(
                tree.Examples(content.Value)
                    .Select(one => one.Value)
                    .SelectMany(new SchemaPlace(tree, content.Value["schema"]).Values)
            );
        }
    }

    // The client would read the value as missing.
    private void CheckIntegers(
        IEnumerable<(JToken Value, SchemaPlace? Place, IReadOnlyList<object>)> values
    ) =>
        findings.AddEach(
            values
                .Where(one =>
                    one.Value.Type == JTokenType.Integer
                    && one.Place is { Mark: null, Types: ["integer"] } place
                    && place.Keyword("format").Text() is null or "int32"
                    && place.Keyword("enum") is null
                    && !IsOfInt32(one.Value)
                    // A limit beyond makes it an integer of 64 bits.
                    && new[] { place.Keyword("minimum"), place.Keyword("maximum") }
                        .OfType<JToken>()
                        .All(IsOfInt32)
                )
                .Select(one => one.Value),
            value =>
                $"{Words.Found(value)} does not fit an integer of 32 bits, which its field is: write \"format: int64\""
        );

    private static bool IsOfInt32(JToken number) =>
        number.Number() is >= int.MinValue and <= int.MaxValue;

    private void CheckAll(JToken owner, JsonSchema? schema)
    {
        if (schema is null || !_checked.Add(owner))
        {
            return;
        }

        foreach (var (name, value) in tree.Examples(owner))
        {
            CheckOne(name, value, schema);
        }
    }

    private void CheckValue(string what, JToken? value, JsonSchema schema)
    {
        if (
            value is not null
            && ContractValidation.Problems(value, schema).FirstOrDefault()
                is { Problem: { } problem }
        )
        {
            findings.Add(
                value,
                $"{what} is {Words.Found(value)}, but its schema does not allow that: {problem}; change one of them"
            );
        }
    }

    private void CheckOne(string name, JToken? value, JsonSchema schema)
    {
        if (value is null)
        {
            return;
        }

        foreach (var (path, problem) in ContractValidation.Problems(value, schema))
        {
            findings.Add(
                (path.Length == 0 ? null : value.SelectToken(path.Replace('/', '.'))) ?? value,
                $"the example \"{name}\" breaks its schema: {(path.Length == 0 ? "" : path + ": ")}{problem}"
            );
        }
    }
}

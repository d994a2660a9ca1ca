namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks the parameters of an operation: their schemas, their marks, and how they are written.</summary>
internal sealed partial class ParameterCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] Ignored = ["Authorization", "Content-Type", "Accept"];

    public void Check(FoundOperation operation)
    {
        foreach (var parameter in operation.Parameters)
        {
            CheckKeywords(parameter);
            CheckHeader(parameter);
            CheckMarks(parameter);
            CheckStyle(parameter);
        }
    }

    private void CheckKeywords(FoundParameter parameter)
    {
        var fields = parameter.Fields;
        if (fields["schema"] is null && fields["content"] is null)
        {
            findings.Add(fields, $"the parameter \"{parameter.Name}\" has no \"schema\": add one");
        }

        if (parameter.In == "path" && !parameter.IsRequired)
        {
            findings.Add(
                fields,
                $"the parameter \"{parameter.Name}\" is part of the path: add \"required: true\""
            );
        }
    }

    private void CheckHeader(FoundParameter parameter)
    {
        // One without a name has another finding.
        if (parameter.In != "header" || parameter.Fields["name"] is not { } place)
        {
            return;
        }

        CheckName(parameter.Name, place, findings);
        if (Ignored.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
        {
            findings.Add(
                place,
                $"OpenAPI ignores a parameter for the header {parameter.Name}: the client sends it already; "
                    + "describe a key under \"securitySchemes\", a media type under \"content\", and remove this"
            );
        }
    }

    /// <summary>Checks that a header can have a name.</summary>
    public static void CheckName(string header, JToken place, Findings findings)
    {
        if (!HeaderName().IsMatch(header))
        {
            findings.Add(
                place,
                $"\"{header}\" is not the name of a header: use letters, digits and hyphens, such as X-Trace-Id"
            );
        }
    }

    private void CheckMarks(FoundParameter parameter)
    {
        if (parameter.Fields["x-client-parameter"] is { } ofClient && parameter.In != "path")
        {
            findings.Add(
                ofClient.Parent!,
                "\"x-client-parameter\" marks the endpoint path of the client, but the parameter "
                    + $"\"{parameter.Name}\" is not in the path: remove the mark"
            );
        }

        if (parameter.Fields["x-task-value"].Text() is { } value and not ("id" or "file"))
        {
            findings.Add(
                parameter.Fields["x-task-value"]!,
                $"\"x-task-value: {value}\" has no effect on a parameter, only id and file: change it, or remove it"
            );
        }

        var schema = parameter.Fields["schema"];
        if (
            parameter.Fields["x-new-uuid"] is { } made
            && (
                parameter.In == "path"
                || tree.Keyword(schema, "enum") is not null
                || tree.Keyword(schema, "type").Text() is not ("string" or null)
            )
        )
        {
            findings.Add(
                made.Parent!,
                "\"x-new-uuid\" makes a value for a header or a query, but the parameter "
                    + $"\"{parameter.Name}\" is {(parameter.In == "path" ? "in the path" : "no plain text")}: "
                    + "remove the mark"
            );
        }
    }

    private void CheckStyle(FoundParameter parameter)
    {
        var fields = parameter.Fields;
        var usual = parameter.In == "query" ? "form" : "simple";
        var list = tree.Keyword(fields["schema"], "items");
        var isObject = tree.IsObject(list ?? fields["schema"]);
        // The client writes a list in a query either way.
        var hasOneWay = list is not null && usual == "simple";
        var isOtherStyle = fields["style"].Text() is { } style && style != usual;
        if (isObject || isOtherStyle || hasOneWay && fields["explode"].IsTrue())
        {
            findings.Add(
                fields.Field("style") ?? fields.Field("explode") ?? parameter.Place,
                $"the generated client cannot write \"{parameter.Name}\" in this way: "
                    + (
                        isObject
                            ? "describe each field of the object as a parameter of its own"
                            : $"use \"style: {usual}, explode: {(usual == "form" ? "true" : "false")}\", which "
                                + $"it writes \"in: {parameter.In}\""
                    )
            );
        }
    }

    [GeneratedRegex(@"\A[-!#$%&'*+.^_`|~0-9A-Za-z]+\z")]
    private static partial Regex HeaderName();
}

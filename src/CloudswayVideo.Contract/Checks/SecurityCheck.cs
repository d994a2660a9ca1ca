namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks the security schemes, and the lists that say which of them an operation needs.</summary>
internal sealed class SecurityCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] OfOthers = ["flows", "openIdConnectUrl"];

    // What a scheme of each type needs, what has no effect on it, and where that would have one.
    private static readonly Dictionary<
        string,
        (string[] Needed, string[] Lost, string Other)
    > Types = new()
    {
        ["http"] = (["scheme"], ["name", "in", "x-key-prefix", .. OfOthers], "apiKey"),
        ["apiKey"] = (["name", "in"], ["scheme", "bearerFormat", .. OfOthers], "http"),
    };

    /// <summary>Checks that each security scheme has what its type needs.</summary>
    public void CheckSchemes()
    {
        foreach (var scheme in (tree.Components?["securitySchemes"]).Fields())
        {
            // Other types have a finding of their own.
            if (
                scheme.Value is not JObject fields
                || !Types.TryGetValue(fields["type"].Text() ?? "", out var type)
            )
            {
                continue;
            }

            findings.AddEach(
                type.Needed.Where(name => fields[name] is null),
                _ => scheme,
                name =>
                    $"the security scheme \"{scheme.Name}\" needs \"{name}\", which is missing here: add it"
            );
            findings.AddEach(
                fields.Fields(type.Lost),
                lost =>
                    $"\"{lost.Name}\" has no effect on a scheme of this type: remove it, or write "
                    + $"\"type: {type.Other}\""
            );
            if (fields["type"].Text() == "apiKey" && fields["name"].Text() is { } header)
            {
                ParameterCheck.CheckName(header, fields["name"]!, findings);
            }
        }
    }

    public void Check(JToken? security)
    {
        foreach (var item in security.Items())
        {
            if (item is not JObject)
            {
                findings.AddUnreadable(
                    item,
                    $"found {Words.Found(item)}; an item of \"security\" is the name of a scheme with a list: "
                        + $"write \"{item.Text() ?? "name"}: []\""
                );
            }

            foreach (var scheme in item.Fields())
            {
                CheckScheme(scheme);
            }
        }
    }

    private void CheckScheme(JProperty scheme)
    {
        var names = tree.NamesIn("securitySchemes").ToList();
        if (!names.Contains(scheme.Name))
        {
            findings.Add(
                scheme,
                $"\"{scheme.Name}\" is not a security scheme of this contract; {Words.Allowed(scheme.Name, names)}"
            );
        }
        else if (scheme.Value is not JArray)
        {
            findings.AddUnreadable(
                scheme,
                $"found {Words.Found(scheme.Value)}; write \"{scheme.Name}: []\""
            );
        }
    }
}

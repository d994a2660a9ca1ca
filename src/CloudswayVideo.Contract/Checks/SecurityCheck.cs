namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks the security schemes, and the lists that say which of them an operation needs.</summary>
internal sealed class SecurityCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] OfHttp = ["scheme"];
    private static readonly string[] OfKey = ["name", "in"];
    private static readonly string[] OfOthers = ["flows", "openIdConnectUrl"];
    private static readonly string[] LostInHttp = [.. OfKey, "x-key-prefix", .. OfOthers];
    private static readonly string[] LostInKey = [.. OfHttp, "bearerFormat", .. OfOthers];

    /// <summary>Checks that each security scheme has what its type needs.</summary>
    public void CheckSchemes()
    {
        var schemes = (tree.Contract["components"]?["securitySchemes"])
            .Fields()
            .Where(one => one.Value is JObject);
        foreach (var scheme in schemes)
        {
            // Other types have a finding of their own.
            var (needed, lost, other) = scheme.Value["type"].Text() switch
            {
                "http" => (OfHttp, LostInHttp, "apiKey"),
                "apiKey" => (OfKey, LostInKey, "http"),
                _ => ([], [], ""),
            };
            findings.AddEach(
                needed.Where(name => scheme.Value[name] is null),
                name => scheme,
                name =>
                    $"the security scheme \"{scheme.Name}\" needs \"{name}\", which is missing here: add it"
            );

            findings.AddEach(
                lost.Where(name => scheme.Value[name] is not null),
                name => ((JObject)scheme.Value).Field(name)!,
                name =>
                    $"\"{name}\" has no effect on a scheme of this type: remove it, or write \"type: {other}\""
            );

            if (needed == OfKey && scheme.Value["name"].Text() is { } header)
            {
                ParameterCheck.CheckName(header, scheme.Value["name"]!, findings);
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

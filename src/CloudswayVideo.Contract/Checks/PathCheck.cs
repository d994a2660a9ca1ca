namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks a path: its form, its parameters, and that no other path is the same.</summary>
internal sealed partial class PathCheck(Findings findings)
{
    private readonly Dictionary<string, FoundOperation> _seen = [];

    public void Check(FoundOperation operation)
    {
        var path = operation.Path.Name;
        if (!path.StartsWith('/') || Placeholder().Replace(path, "").IndexOfAny(['{', '}']) >= 0)
        {
            findings.Add(
                operation.Path,
                $"\"{path}\" is not a path: begin it with \"/\", and put each parameter in one pair of braces"
            );
        }

        if (path.Contains("//", StringComparison.Ordinal) && path.StartsWith('/'))
        {
            findings.Add(
                operation.Path,
                $"the path \"{path}\" has two slashes in a row: remove one"
            );
        }

        if (path.IndexOfAny(['?', '#', ' ']) is >= 0 and var index)
        {
            findings.Add(
                operation.Path,
                $"the path \"{path}\" has a {(path[index] == ' ' ? "blank" : $"\"{path[index]}\"")}: describe a query "
                    + "under \"parameters\", with \"in: query\", and write any other such character percent-encoded"
            );
        }

        CheckOthers(operation);
        var declared = operation.Parameters.Where(one => one.In == "path").ToList();
        var missing = Placeholder()
            .Matches(path)
            .Select(match => match.Groups[1].Value)
            .Where(name => !declared.Exists(one => one.Name == name))
            .ToList();
        var others = declared.Where(one =>
            !path.Contains($"{{{one.Name}}}", StringComparison.Ordinal)
        );
        foreach (var parameter in others)
        {
            var near = Words.Near(parameter.Name, missing);
            missing.Remove(near ?? "");
            findings.Add(
                near is null ? parameter.Place : parameter.Fields["name"] ?? parameter.Place,
                near is null
                    ? $"the parameter \"{parameter.Name}\" is declared \"in: path\", but {path} has no "
                        + $"{{{parameter.Name}}}: add it to the path, or remove the parameter"
                    : $"no path has the parameter \"{parameter.Name}\"; did you mean \"{near}\"?"
            );
        }

        // It may be one that could not be read.
        findings.AddEach(
            missing.Where(_ => !findings.HidesParts),
            name => operation.Path,
            name =>
                $"{operation.Name} does not declare the parameter \"{name}\" of its path: add it to "
                + "\"parameters\", with \"in: path\""
        );
    }

    // Two paths that differ only in the names of their parameters, or in a slash at the end, are one for a server.
    private void CheckOthers(FoundOperation operation)
    {
        var path = operation.Path.Name;
        var form = $"{operation.Method.Name} {Placeholder().Replace(path, "{}").TrimEnd('/')}";
        if (!_seen.TryAdd(form, operation))
        {
            findings.Add(
                operation.Path,
                $"\"{path}\" is the same path as \"{_seen[form].Path.Name}\", only with other names for its "
                    + "parameters or a slash at the end, and "
                    + $"{operation.Method.Name} is an operation of both: remove one of them"
            );
        }

        findings.AddEach(
            Placeholder()
                .Matches(path)
                .GroupBy(match => match.Groups[1].Value)
                .Where(same => same.Count() > 1)
                .Select(same => same.Key),
            name => operation.Path,
            name =>
                $"the path \"{path}\" has the parameter \"{name}\" twice: give each its own name"
        );
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that the servers are base URLs that a client can call as they are.</summary>
internal sealed class ServerCheck(ContractTree tree, Findings findings)
{
    public void Check()
    {
        foreach (var url in tree.ServerUrls)
        {
            if (url.Text() is { } text && Problem(text) is { } problem)
            {
                findings.Add(
                    url,
                    $"the server \"{text}\" {problem}: write a whole URL, such as https://api.example.com/v1"
                );
            }
        }
    }

    private static string? Problem(string text) =>
        text.Contains('{', StringComparison.Ordinal)
            ? "has a variable, which the generated client cannot express"
        : text.Any(char.IsWhiteSpace) ? "has a blank"
        : !Uri.TryCreate(text, UriKind.Absolute, out var url)
        || url.Scheme is not ("http" or "https")
            ? "does not begin with https:// or http://"
        : url.Query.Length + url.Fragment.Length > 0 || text.EndsWith('?') ? "has a query"
        : null;
}

using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>Shows what will be submitted and asks, because it is paid.</summary>
internal static class Confirmation
{
    private const int ShownLength = 200;

    public static async Task<bool> AskAsync(
        Terminal terminal,
        JobKind kind,
        string url,
        JObject body,
        CancellationToken cancellationToken
    )
    {
        await terminal.Error.WriteLineAsync(
            $"A paid job, {kind.Family.Name} {kind.Name}, for {url}:"
        );
        foreach (var value in body.Descendants().OfType<JValue>())
        {
            await terminal.Error.WriteLineAsync(
                $"  {value.Path}: {Shown(value.ToString(System.Globalization.CultureInfo.InvariantCulture))}"
            );
        }

        return await IsGivenAsync(terminal, "Submit it?", cancellationToken);
    }

    /// <summary>Asks for a yes.</summary>
    public static async Task<bool> IsGivenAsync(
        Terminal terminal,
        string question,
        CancellationToken cancellationToken
    )
    {
        await terminal.Error.WriteAsync($"{question} [y/N] ");
        // Reading blocks, and Ctrl-C is to be heard meanwhile.
        var answer = await Task.Run(terminal.In.ReadLine, cancellationToken)
            .WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static string Shown(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? $"data URI, {text.Length} characters"
        : text.Length > ShownLength ? $"{text[..ShownLength]}… ({text.Length} characters)"
        : text;
}

using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that the reply of an operation has a value of a job, an example, and videos that the client can fetch.
/// </summary>
internal sealed partial class ReplyCheck(ContractTree tree, Findings findings)
{
    public void Require(FoundOperation operation, string value, string meaning)
    {
        var reply = new SuccessReply(tree, operation);
        if (reply.Content is not { } content)
        {
            findings.Add(
                operation.Method,
                $"{operation.Name} has no successful reply (2XX) with a body: add one"
            );
            return;
        }

        if (reply.IsVideo)
        {
            findings.Add(
                content,
                $"{operation.Name} answers in {content.Name}, where nothing can be {meaning}: describe a reply in "
                    + "application/json, or remove \"x-task-step\""
            );
            return;
        }

        var marked = reply.Marked(value).ToList();
        foreach (
            var id in marked
                .Where(_ => value == "id")
                .SelectMany(one => ExampleValues(reply, one.Names))
                .Where(id => NotInPath().IsMatch(Words.Text(id)))
        )
        {
            findings.Add(
                id,
                $"\"{id}\" cannot be the id of a job: the client accepts only letters, digits, '-', '.', '_' and '~', "
                    + "because an id becomes a part of paths and file names"
            );
        }

        if (marked.Count == 0)
        {
            findings.Add(
                operation.Method,
                $"no property of the reply of {operation.Name} is marked as {meaning}: add "
                    + $"\"x-task-value: {value}\" to the one that holds it"
            );
        }

        if (!reply.Examples.Any())
        {
            findings.Add(
                content,
                $"{operation.Name} has no example of success for the mock to answer with: add one under \"examples\""
            );
        }
    }

    /// <summary>Checks that the client can fetch the videos which a reply names.</summary>
    public void CheckVideos(FoundOperation operation)
    {
        var reply = new SuccessReply(tree, operation);
        foreach (
            var url in reply
                .Marked("url")
                .SelectMany(one => ExampleValues(reply, one.Names))
                .Where(url =>
                    ContractTree.Text(url) is { Length: > 0 } text && !WebAddress().IsMatch(text)
                )
        )
        {
            findings.Add(
                url,
                $"\"{url}\" cannot be fetched: the client takes a video only from an http or https URL"
            );
        }

        var fields = tree.FieldsAtAnyDepth(reply.Content?.Value["schema"]).ToList();
        // Beside URLs, of which the client fetches all, no file is asked for.
        foreach (var (names, schema) in reply.Marked("file").Where(_ => !reply.Marked("url").Any()))
        {
            var lists = fields.Where(one =>
                tree.Keyword(one.Schema, "items") is not null
                && names.Take(one.Names.Count).SequenceEqual(one.Names)
            );
            if (
                lists.Any(list =>
                    ContractTree.Number(tree.Keyword(list.Schema, "maxItems")) is not 1
                )
            )
            {
                findings.Add(
                    schema,
                    "the client fetches only the first file of a list, and a job may have more: write \"maxItems: 1\" "
                        + "at the list, and let no request ask for more than one video"
                );
            }
        }
    }

    // A mark on a list counts for its items.
    private static IEnumerable<JToken> ExampleValues(
        SuccessReply reply,
        IReadOnlyList<string> names
    ) =>
        reply
            .ExampleValues(names)
            .SelectMany(value => value is JArray list ? list : Enumerable.Repeat(value, 1));

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex("[^A-Za-z0-9._~-]")]
    private static partial Regex NotInPath();
}

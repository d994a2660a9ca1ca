using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>
/// Takes out of exchanges what must not be kept: keys, prompts, images, ids and URLs. An id is replaced by the same
/// other id everywhere, so that the exchanges of a job still belong together; nothing leads back to it.
/// </summary>
public sealed partial class ExchangeMask
{
    private const int LongestId = 200;

    // An integer with more digits could be an id.
    private const int LargestCount = 99_999;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Masks an exchange.</summary>
    /// <param name="contract">The contract; what it lists, such as a status word, is kept.</param>
    /// <param name="exchange">The exchange as it passed.</param>
    /// <returns>The same exchange with other values.</returns>
    public ContractExchange Mask(ContractDocument contract, ContractExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(exchange);
        var match = contract.Match(exchange.Method, exchange.Path);
        var tree = new ContractTree(contract.Document);
        var found = match is null
            ? null
            : tree.Operations.First(one => one.Name == match.Operation.Id);
        var unspoken = exchange.Unspoken();
        return exchange with
        {
            Path = match is null ? $"/{WireWords.Masked}" : PathOf(contract, exchange.Path, match),
            Query = exchange.Query.ToDictionary(
                one => NameOf(one.Key, unspoken),
                one => Id(one.Value)
            ),
            RequestBody = Body(exchange.RequestBody, found?.Fields["requestBody"]),
            ReplyHeaders = exchange.ReplyHeaders.ToDictionary(
                header => NameOf(header.Key, unspoken),
                header => HeaderOf(header.Key, header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            ReplyBody = Body(exchange.ReplyBody, Reply(found, match?.Operation, exchange)),
            Secrets = [],
        };

        JToken? Body(JToken? body, JToken? owner)
        {
            var content = ContractTree.Fields(tree.Resolve(owner)?["content"]).FirstOrDefault();
            return body is null
                ? null
                : Value(body, new WirePlace(tree, content?.Value["schema"]), unspoken);
        }
    }

    private static JToken? Reply(
        FoundOperation? found,
        ContractOperation? operation,
        ContractExchange exchange
    ) =>
        found?.Fields["responses"]?[Words.Text(exchange.StatusCode)]
        ?? found?.Fields["responses"]?[Words.Text(operation!.Likely(exchange.StatusCode))];

    // The endpoint path belongs to the account; in a capture, any is answered.
    private string PathOf(ContractDocument contract, string path, ContractMatch match)
    {
        var operation = match.Operation;
        var count = operation.Template.Split('/').Length;
        var segments = path.Split('/');
        var template = operation.Template.Split('/').Skip(1).ToList();
        return string.Join(
            '/',
            segments
                .SkipLast(count - 1)
                .Concat(
                    template.Select(segment =>
                        Parameter()
                            .Replace(
                                segment,
                                found =>
                                    found.Groups[1].Value is var name
                                    && name == operation.ScenarioParameter
                                        ? "*"
                                        : Uri.EscapeDataString(Id(match.Values[name]))
                            )
                    )
                )
        );
    }

    private JToken Value(JToken value, WirePlace? place, HashSet<string> unspoken)
    {
        switch (value)
        {
            case JObject fields:
                var masked = new JObject();
                foreach (var field in fields.Properties())
                {
                    masked[NameOf(field.Name, unspoken)] = Value(
                        field.Value,
                        place?.Field(field.Name),
                        unspoken
                    );
                }

                return masked;
            case JArray items:
                return new JArray(items.Select(item => Value(item, place?.Item, unspoken)));
            default:
                return Single((JValue)value, place, unspoken);
        }
    }

    private JToken Single(JValue value, WirePlace? place, HashSet<string> unspoken)
    {
        if (value.Value is null or bool || place?.Lists(value) == true)
        {
            return value.DeepClone();
        }

        var text = Words.Text(value);
        var isId = place?.Mark is "id" or "file";
        if (value.Type == JTokenType.Integer)
        {
            var isCount =
                place?.Types is { Count: > 0 } && !isId
                || value.Value is long number && Math.Abs(number) <= LargestCount && !isId;
            return isCount ? value.DeepClone() : JToken.Parse(Id(text));
        }

        var isMoment = place?.Mark is "created" or "expires" && text.All(IsOfMoment);
        // A status or a code is what is to be learnt, so it stays unless the request had it.
        var isWord =
            (place?.Keyword("x-phases") ?? place?.Keyword("x-reasons")) is not null
            && WireWords.IsWord(text)
            && !unspoken.Contains(text);
        return value.Type == JTokenType.Float
            || isMoment
            || isWord
            || string.IsNullOrWhiteSpace(text)
                ? value.DeepClone()
            : isId ? Id(text)
            : Text(text);
    }

    private string Text(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? $"https://media.example/{Convert.ToHexStringLower(Hash(text).AsSpan(0, 8))}.mp4"
        : text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? "data:image/png;base64,bWFza2Vk"
        : text.Length <= LongestId && text.Any(char.IsDigit) && !text.Any(char.IsWhiteSpace)
            ? Id(text)
        : WireWords.Masked;

    // Another text of the same shape: digits where it has digits, letters where it has letters.
    private string Id(string text)
    {
        var shape = text.Length > LongestId ? text[..LongestId] : text;
        var hash = Hash(text);
        return string.Concat(
            shape.Select(
                (character, index) =>
                    Like(character, hash[index % hash.Length], isFirst: index == 0)
            )
        );
    }

    // A number that began with more than 1 might no longer fit in 64 bits.
    private static char Like(char character, byte random, bool isFirst) =>
        char.IsAsciiDigit(character)
            ? isFirst
                ? '1'
                : (char)('0' + (random % 10))
            : char.IsAsciiLetterUpper(character)
                ? (char)('A' + (random % 26))
                : char.IsLetter(character)
                    ? (char)('a' + (random % 26))
                    : char.IsAscii(character) && !char.IsControl(character)
                        ? character
                        : 'x';

    private byte[] Hash(string text) => HMACSHA512.HashData(_key, Encoding.UTF8.GetBytes(text));

    private string NameOf(string name, HashSet<string> unspoken) =>
        WireWords.IsName(name) && !unspoken.Contains(name) ? name : Id(name);

    private string HeaderOf(string name, string value) =>
        name.ToUpperInvariant() switch
        {
            "CONTENT-TYPE" or "RETRY-AFTER" => value,
            _ => Text(value),
        };

    private static bool IsOfMoment(char character) =>
        char.IsAsciiDigit(character) || character is '-' or ':' or '.' or 'T' or 'Z' or '+' or ' ';

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();
}

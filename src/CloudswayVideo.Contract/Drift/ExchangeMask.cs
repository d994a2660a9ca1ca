using System.Security.Cryptography;
using System.Text;

namespace CloudswayVideo.Contract.Drift;

/// <summary>
/// Masks what must not be kept of an exchange: keys, prompts, images, ids and URLs. An id is replaced by the same
/// made-up id everywhere, so that the exchanges of a job still belong together; the real id cannot be computed from it.
/// </summary>
public sealed partial class ExchangeMask
{
    private const int LongestId = 200;

    // An integer with more digits could be an id.
    private const int LargestCount = 99_999;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Masks an exchange.</summary>
    /// <param name="contract">The contract; values that it lists, such as a status, are kept.</param>
    /// <param name="exchange">The exchange as it was sent.</param>
    /// <returns>The exchange with masked values.</returns>
    public ContractExchange Mask(ContractDocument contract, ContractExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(exchange);
        var match = contract.Match(exchange.Method, exchange.Path);
        var source = match?.Operation.Source;
        var confidential = exchange.ConfidentialTexts(match);
        return exchange with
        {
            Path = match is null ? $"/{SafeText.Masked}" : PathOf(exchange.Path, match),
            Query = exchange.Query.ToDictionary(
                one => NameOf(one.Key, confidential),
                one => Id(one.Value)
            ),
            RequestBody = Body(exchange.RequestBody, source?.Fields["requestBody"]),
            ReplyHeaders = exchange.ReplyHeaders.ToDictionary(
                header => NameOf(header.Key, confidential),
                header => HeaderOf(header.Key, header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            ReplyBody = Body(
                exchange.ReplyBody,
                source?.Reply(exchange.StatusCode)
                    ?? source?.Reply(match!.Operation.ClosestCode(exchange.StatusCode))
            ),
            Secrets = [],
        };

        JToken? Body(JToken? body, JToken? owner)
        {
            var schema = contract.Tree.Content(owner)?.Value["schema"];
            return body is null
                ? null
                : Value(body, new SchemaPlace(contract.Tree, schema), confidential);
        }
    }

    // The endpoint path belongs to the account, so it is masked; a mock that replays the capture takes any.
    private string PathOf(string path, ContractMatch match)
    {
        var (operation, values) = match;
        var basePath = path.Split('/').SkipLast(operation.Template.Count(sign => sign == '/'));
        return string.Join('/', basePath)
            + Parameter()
                .Replace(
                    operation.Template,
                    found =>
                        found.Groups[1].Value is var name && name == operation.ScenarioParameter
                            ? "*"
                            : Uri.EscapeDataString(Id(values[name]))
                );
    }

    private JToken Value(JToken value, SchemaPlace? place, HashSet<string> confidential)
    {
        switch (value)
        {
            case JObject fields:
                var masked = new JObject();
                foreach (var field in fields.Properties())
                {
                    var name =
                        place?.Lists(field.Name) == true
                            ? field.Name
                            : NameOf(field.Name, confidential);
                    masked[name] = Value(field.Value, place?.Field(field.Name), confidential);
                }

                return masked;
            case JArray items:
                return new JArray(items.Select(item => Value(item, place?.Item, confidential)));
            default:
                return Single((JValue)value, place, confidential);
        }
    }

    private JToken Single(JValue value, SchemaPlace? place, HashSet<string> confidential)
    {
        if (value.Value is null or bool || place?.IsListed(value) == true)
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
        // A new status or code has to be learnt, so it stays, unless the request has it too.
        var isWord =
            (place?.Keyword("x-phases") ?? place?.Keyword("x-reasons")) is not null
            && SafeText.IsWord(text)
            && !confidential.Contains(text);
        if (value.Type == JTokenType.Float && !double.IsFinite((double)value))
        {
            // JSON has no infinity, so a copy would be written as a string.
            return new JValue(double.MaxValue);
        }

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
        : SafeText.Masked;

    // A made-up text of the same form: digits for digits, letters for letters.
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

    // The first digit is 1, because a larger number might no longer fit in 64 bits.
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

    // A made-up name must not look like one of the service, which could be learnt.
    private string NameOf(string name, HashSet<string> confidential) =>
        SafeText.IsName(name) && !confidential.Contains(name) ? name
        : Id(name) is var id && SafeText.IsName(id) ? $"masked~{id}"
        : id;

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

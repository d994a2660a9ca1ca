using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudswayVideo.Contract.Reading;

internal sealed partial class ContractReader
{
    private static JToken Scalar(Scalar scalar) =>
        scalar switch
        {
            { Style: not ScalarStyle.Plain } => new JValue(scalar.Value),
            { Value: "" or "~" } => JValue.CreateNull(),
            // OpenAPI allows only the values that JSON has.
            { Tag.IsEmpty: true } when Literal().IsMatch(scalar.Value) => JToken.Parse(
                scalar.Value.ToLowerInvariant()
            ),
            _ => new JValue(scalar.Value),
        };

    [GeneratedRegex(
        @"\A(null|Null|NULL|true|True|TRUE|false|False|FALSE|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)\z"
    )]
    private static partial Regex Literal();
}

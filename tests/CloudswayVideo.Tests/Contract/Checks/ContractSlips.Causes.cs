namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>Mistakes with consequences elsewhere in the contract, of which only the cause is to be named.</summary>
internal static partial class ContractSlips
{
    private const string LooksLike = ", which only looks like one of a keyboard: type it again";

    public static IReadOnlyDictionary<string, ContractSlip> Alone { get; } =
        new Dictionary<string, ContractSlip>(
            OddNames.Concat(OddYaml).Concat(OddValues).Concat(Twice).Concat(Spread)
        );

    private static Dictionary<string, ContractSlip> OddNames =>
        new()
        {
            ["curly quotes around a reference"] = Negatives(
                "$$ref: \u201C#/components/schemas/Id\u201D",
                "has the character U+201C" + LooksLike
            ),
            ["no-break space in a reference"] = Negatives(
                "$$ref: '#/components/schemas/\u00A0Id'",
                "has the character U+00A0"
            ),
            ["dash in a mark"] = new(
                "x-task-value: url",
                "x\u2013task-value: url",
                "task-value: url",
                "has the character U+2013"
            ),
            ["invisible character in a keyword"] = Negatives(
                "ty\u200Bpe: string",
                "has the character U+200B"
            ),
            ["invisible character in the name of a field"] = Field(
                "negative\u00ADPrompt",
                "has the character U+00AD"
            ),
            ["blank after the name of a field"] = Field(
                "'negativePrompt '",
                "\"negativePrompt \" has a blank at its end: remove it"
            ),
            ["no-break space after a type"] = Negatives(
                "type: string\u00A0",
                "has the character U+00A0"
            ),
            ["blank after a type"] = Negatives("type: 'string '", "has a blank at its end"),
            ["minus of a word processor"] = new(
                "minimum: -1",
                "minimum: \u22121",
                "minimum: ",
                "has the character U+2212"
            ),
            ["curly quotes around a status code"] = new(
                @"(operationId: haiper_getTask\n.*?)'200':",
                "$1\u2018200\u2019:",
                "200",
                "has the character U+2018"
            ),
            ["blank after a required name"] = new(
                @"required: \[prompt\]",
                "required: ['prompt ']",
                "required: ['prompt ']",
                "\"prompt \" has a blank at its end"
            ),
            ["no-break space in an operation id"] = new(
                "operationId: haiper_getTask",
                "operationId: haiper_get\u00A0Task",
                "operationId: haiper_get",
                "has the character U+00A0"
            ),
            ["no-break space in a path"] = new(
                "/video/upscale:",
                "/vi\u00A0deo/upscale:",
                "deo/upscale:",
                "has the character U+00A0"
            ),
        };

    private static Dictionary<string, ContractSlip> OddYaml =>
        new()
        {
            ["no-break space after a colon"] = Negatives(
                "type:\u00A0string",
                "this line has the character U+00A0" + LooksLike
            ),
            ["wide blank after a colon"] = Negatives("type:\u3000string", "U+3000"),
            ["wide colon"] = Negatives("type\uFF1A string", "U+FF1A"),
            ["wide colon after a field"] = Field("negativePrompt\uFF1A", "U+FF1A"),
            ["dash of a word processor for an item"] = new(
                @"- \{\$ref: '#/components/schemas/ErrorDetail'\}",
                "\u2013 {$$ref: '#/components/schemas/ErrorDetail'}",
                "ErrorDetail",
                "this line has the character U+2013"
            ),
        };

    private static Dictionary<string, ContractSlip> OddValues =>
        new()
        {
            ["curly quotes around a value"] = new(
                "enum: \\['16:9'",
                "enum: [\u201816:9\u2019",
                "enum: [",
                "has the character U+2018"
            ),
            ["blank after a value"] = new(
                @"enum: \[character\]",
                "enum: ['character ']",
                "enum: ['character ']",
                "\"character \" has a blank at its end"
            ),
            ["blank after a value in a phase"] = new(
                @"\[pending, preparing",
                "['pending ', preparing",
                "['pending ', preparing",
                "\"pending \" has a blank at its end"
            ),
        };

    private static Dictionary<string, ContractSlip> Twice =>
        new()
        {
            ["required twice"] = Again(@"required: \[type, image", "type", "required"),
            ["need of a command twice"] = Again(@"needs: \[prompt", "prompt", "needs"),
            ["success of a call twice"] = Again(@"x-call-status: \[0", "0", "x-call-status"),
            ["names of values that differ in case"] = new(
                @"x-enumNames: \[TwoSeconds, FourSeconds\](?=\n      description: How much)",
                "x-enumNames: [TwoSeconds, twoSeconds]",
                "twoSeconds",
                "\"twoSeconds\" appears twice in \"x-enumNames\", or only in another case: remove or rename"
            ),
            ["tag twice"] = new(
                "  - name: Haiper\n",
                "  - name: Hailuo\n  - name: Haiper\n",
                "  - name: Hailuo",
                "\"Hailuo\" appears twice in \"tags\", or only in another case: remove or rename"
            ),
            ["server twice"] = new(
                "    description: Production.\n",
                "    description: Production.\n  - url: https://genaiapi.cloudsway.net/v1/ai/\n",
                "/v1/ai/",
                "appears twice in \"servers\""
            ),
            ["part of a union twice"] = new(
                @"oneOf: \[\{type: string\}, (?=\{type: integer, nullable: true\}\]\n          x-reasons)",
                "oneOf: [{type: string}, {type: string}, ",
                "oneOf: [",
                "an object appears twice in \"oneOf\""
            ),
        };

    private static Dictionary<string, ContractSlip> Spread =>
        new()
        {
            ["shared parameter misspelt"] = new(
                "\n    EndpointPath:\n",
                "\n    EndpointPaht:\n",
                "components/parameters/EndpointPath",
                "did you mean \"#/components/parameters/EndpointPaht\"? (here and at 6 other places)"
            ),
            ["reference to a part of a request misspelt"] = new(
                "#/components/schemas/HaiperUpscaleConfig",
                "#/definitions/HaiperUpscaleConfig",
                "#/definitions",
                "did you mean \"#/components/schemas/HaiperUpscaleConfig\"?"
            ),
            ["reference to a shared parameter misspelt"] = new(
                "- \\$ref: '#/components/parameters/EndpointPath'",
                "- $$ref: '#/components/parameters/EndpointPaht'",
                "EndpointPaht",
                "did you mean \"#/components/parameters/EndpointPath\"?"
            ),
            ["shared parameter in another case"] = new(
                "      name: taskId\n      in: path",
                "      name: taskid\n      in: path",
                "name: taskid",
                "no path has the parameter \"taskid\"; did you mean \"taskId\"?"
            ),
            ["family of one operation in another case"] = new(
                @"(operationId: haiper_getTask\n      tags: )\[Haiper\]",
                "$1[haiper]",
                "tags: [haiper]",
                "did you mean the family \"Haiper\"?"
            ),
        };

    private static ContractSlip Negatives(string line, string words) =>
        new(
            Negative,
            $"        negativePrompt:\n          {line}\n",
            line.Replace("$$", "$", StringComparison.Ordinal),
            words
        );

    private static ContractSlip Field(string name, string words) =>
        new("\n        negativePrompt:", $"\n        {name}:", name, words);

    private static ContractSlip Again(string list, string item, string keyword) =>
        new(list, $"$0, {item}", $", {item}]", $"appears twice in \"{keyword}\"");
}

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>Words of other languages and of other versions of OpenAPI.</summary>
internal static partial class ContractSlips
{
    private static Dictionary<string, ContractSlip> OtherWords =>
        new()
        {
            ["tag misspelt in the list of the contract"] = new(
                "name: Hailuo\n",
                "name: Hailou\n",
                "name: Hailou",
                "no operation has the tag \"Hailou\"; did you mean the family \"Hailuo\"?"
            ),
            ["format with two digits swapped"] = new(
                "format: int64",
                "format: int46",
                "format: int46",
                "\"int46\" is not a format that the client reads; did you mean \"int64\"?"
            ),
            ["format misspelt beside a union"] = new(
                "format: unixtime",
                "format: unixtiem",
                "format: unixtiem",
                "\"unixtiem\" is not a format that the client reads; did you mean \"unixtime\"?"
            ),
            ["no parts of allOf"] = new(
                @"allOf: \[\{\$ref: '#/components/schemas/SubjectType'\}\]",
                "allOf: []",
                "allOf: []",
                "\"allOf\" is empty, so it allows no value: list what it allows, or remove it"
            ),
            ["bracket not closed"] = new(
                @"required: \[type, image\]",
                "required: [type, image",
                "required: [type, image",
                "the bracket that opens here is not closed: close it after its last item"
            ),
            ["line with a no-break space"] = new(
                @"\n          description: The kind of subject\.",
                "\n\u00A0         description: The kind of subject.",
                "The kind of subject.",
                "this line has the character U+00A0, which only looks like one of a keyboard"
            ),
            ["text that begins with a reserved character"] = new(
                "description: The kind of subject",
                "description: @kind",
                "@kind",
                "Put text that begins with this character in quotes."
            ),
            ["line a blank too far to the left"] = new(
                @"\n        negativePrompt:\n",
                "\n       negativePrompt:\n",
                "       negativePrompt:",
                "Begin this line exactly below the others, and end a name with a colon and a space."
            ),
            ["one field with the sign of an item"] = new(
                @"(commands:\n {8})text-to-video:",
                "$1- text-to-video:",
                "image-to-video:",
                "Begin each item of a list with \"- \" exactly below the others, or none of them."
            ),
            ["object as the URL of a video"] = new(
                @"x-task-value: failure\n(.*?HaiperTask|.*?)$",
                "x-task-value: url\n$1",
                "code: VB-100017",
                "an object cannot be fetched: the client takes a video only from an http or https URL"
            ),
            ["type of C#"] = OfType("int", "did you mean \"integer\"?"),
            ["type of Python"] = OfType("list", "did you mean \"array\"?"),
            ["type of OpenAPI 3.1"] = OfType("[string, 'null']", "write \"nullable: true\" for"),
            ["format of C#"] = OfType(
                "integer\n          format: int",
                "\"int\" is not a format that the client reads; did you mean \"int32\"?"
            ),
            ["format without its hyphen"] = OfType(
                "string\n          format: datetime",
                "\"datetime\" is not a format that the client reads; did you mean \"date-time\"?"
            ),
            ["flag instead of a list"] = OfField(
                "required: true",
                "list the field under \"required\" of the object around it"
            ),
            ["one value instead of a list"] = OfField("enum: a", "write \"[a]\" if it is a list"),
            ["limit shortened"] = OfField("min: 3", "did you mean \"minimum\"?"),
            ["keyword of JSON Schema"] = OfField("const: a", "did you mean \"enum\"?"),
            ["keyword for no keyword"] = OfField(
                "optional: true",
                "\"optional\" is not a keyword of a schema; allowed are title,"
            ),
            ["thousands in a limit"] = OfField(
                "maxLength: 2,000",
                "must be a whole number that is not negative"
            ),
            ["limit of OpenAPI 3.1"] = OfField(
                "exclusiveMinimum: 3",
                "write the number as \"minimum\" beside it"
            ),
            ["reference that is a comment"] = OfReference(
                "#/components/schemas/Id",
                "put it in quotes, because \" #\" begins a comment"
            ),
            ["reference of Swagger"] = OfReference(
                "'#/definitions/Id'",
                "did you mean \"#/components/schemas/Id\"?"
            ),
            ["reference without its hash"] = OfReference(
                "/components/schemas/Id",
                "did you mean \"#/components/schemas/Id\"?"
            ),
            ["reference to a path"] = OfReference(
                "'#/paths/~1a'",
                "\"#/paths/~1a\" refers to nothing; allowed are #/components/schemas/Id,"
            ),
            ["reference without its sign"] = OfField(
                "ref: '#/components/schemas/Id'",
                "did you mean \"$ref\"?"
            ),
            ["media type misspelt"] = new(
                @"(operationId: haiper_createUpscale\n.*?content:\n          )application/json",
                "$1aplication/json",
                "aplication/json",
                "\"aplication/json\" is not a media type: write one such as application/json"
            ),
            ["security by the name alone"] = new(
                @"  - accessKey: \[\]",
                "  - accessKey",
                "  - accessKey",
                "write \"accessKey: []\""
            ),
            ["security without its list"] = new(
                @"  - accessKey: \[\]",
                "  - accessKey:",
                "  - accessKey:",
                "found nothing; write \"accessKey: []\""
            ),
            ["security without its scheme"] = new(
                @"      scheme: bearer\n",
                "",
                "    accessKey:",
                "the security scheme \"accessKey\" needs \"scheme\", which is missing here"
            ),
            ["key without its header"] = new(
                @"type: http\n      scheme: bearer\n",
                "type: apiKey\n      in: header\n",
                "    accessKey:",
                "the security scheme \"accessKey\" needs \"name\", which is missing here"
            ),
            ["server with a blank"] = new(
                "https://genaiapi.cloudsway.net/v1/ai\n",
                "'https://genaiapi.cloudsway.net/v1/ai '\n",
                "/v1/ai '",
                "has a blank: write a whole URL"
            ),
            ["path without its slash"] = new(
                @"\n  /\{endpointPath\}/video/upscale:",
                "\n  {endpointPath}/video/upscale:",
                "{endpointPath}/video/upscale:",
                "put one that begins with \"{\" or \"[\" in quotes, and begin a path with \"/\""
            ),
            ["path twice with a slash at the end"] = new(
                @"\n  /\{endpointPath\}/video/upscale:",
                "\n  /{endpointPath}/video/generate/:",
                "/{endpointPath}/video/generate/",
                "only with other names for its parameters or a slash at the end, and post is"
            ),
            ["path with two slashes"] = new(
                @"\n  /\{endpointPath\}/video/upscale:",
                "\n  //{endpointPath}/video/upscale:",
                "//{endpointPath}/video/upscale:",
                "has two slashes in a row: remove one"
            ),
        };

    private static ContractSlip OfType(string type, string words) =>
        new(
            Negative,
            $"        negativePrompt:\n          type: {type}\n",
            type.Split('\n')[^1].Trim(),
            words
        );

    private static ContractSlip OfReference(string target, string words) =>
        new(Negative, $"        negativePrompt:\n          $$ref: {target}\n", "$ref: ", words);
}

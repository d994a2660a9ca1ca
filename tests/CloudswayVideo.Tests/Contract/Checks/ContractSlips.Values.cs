namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private const string Balance = @"Balance: \[1008\]";
    private const string Parameters = @"(      parameters:\n)";

    // What would be read as nothing, sent as nothing or never be true, without a word.
    private static Dictionary<string, ContractSlip> Values =>
        new()
        {
            ["progress that is no number"] = new(
                "status: PENDING, progress: 0",
                "status: PENDING, progress: soon",
                "progress: soon",
                "\"soon\" is not a number or a percentage; correct it, or remove \"x-task-value: progress\""
            ),
            ["time that is none"] = new(
                "createdAt: 1740990443",
                "createdAt: noon",
                "createdAt: noon",
                "\"noon\" is not a time that the client reads; correct it, or remove \"x-task-value: created\""
            ),
            ["file that nothing asks for"] = new(
                @"(\n    HaiperTask:\n.*?      properties:\n)",
                "$1        output_id: {type: string, x-task-value: file}\n",
                "output_id: {",
                "no operation of the family Haiper asks for a file by its id: add one with \"x-task-step: file\""
            ),
            ["value of a job on another spelling"] = new(
                @"(media_url: \{type: string, nullable: true, )",
                "$1x-task-value: name, ",
                "media_url: {",
                "\"x-task-value\" has no effect on another spelling of \"mediaUrl\": write it there"
            ),
            ["word for a code that is a number"] = new(
                Balance,
                "Balance: [no_money]",
                "Balance: [no_money]",
                "found the string \"no_money\", but the values are numbers: write one, or \"type: string\""
            ),
            ["success that is a word, of a code that is a number"] = new(
                @"x-call-status: \[0\]",
                "x-call-status: [ok]",
                "x-call-status: [ok]",
                "found the string \"ok\", but the values are numbers"
            ),
            ["names in brackets of a reply"] = new(
                "(          x-task-value: url\n)",
                "$1          x-bracketed: {name: Shot, recommendedAtOnce: 1, known: {Pan: It pans.}}\n",
                "x-bracketed",
                "\"x-bracketed\" has no effect in a reply, only in a request"
            ),
            ["command that omits a required field"] = new(
                @"(generate: \{summary: '[^']*', argument: prompt)",
                "$1, omits: [prompt]",
                "omits: [prompt]",
                "the command cannot omit \"prompt\", which is its argument, under \"needs\", or required in the request"
            ),
            ["command that omits what it needs"] = new(
                @"omits: \[subjectReference\]",
                "omits: [firstFrameImage, subjectReference]",
                "omits: [firstFrameImage, subjectReference]",
                "the command cannot omit \"firstFrameImage\", which is its argument, under \"needs\""
            ),
            ["parts of several types"] = new(
                Negative,
                "        odd:\n          allOf: [{type: string}, {type: integer}]\n$1",
                "allOf: [{type: string}",
                "no value is of all the types string, integer: give the parts of \"allOf\" one type"
            ),
            ["value beyond its limit"] = new(
                Negative,
                "        seconds:\n          type: integer\n          minimum: 5\n          enum: [3, 6]\n$1",
                "enum: [3, 6]",
                "a value of \"enum\" is the number 3, but its schema does not allow that: found 3, at least 5 needed"
            ),
            ["limit that no computer has"] = new(
                Negative,
                "$1          maxLength: 99999999999\n",
                "maxLength: 99999999999",
                "\"maxLength\" must be at most 2147483647"
            ),
            ["prefix of no key"] = new(
                @"(scheme: bearer\n)",
                "$1      x-key-prefix: 'Token '\n",
                "x-key-prefix",
                "\"x-key-prefix\" has no effect on a scheme of this type: remove it, or write \"type: apiKey\""
            ),
            ["header of a key that none can be"] = new(
                "type: http\n      scheme: bearer",
                "type: apiKey\n      in: header\n      name: X Api Key",
                "name: X Api Key",
                "\"X Api Key\" is not the name of a header: use letters, digits and hyphens"
            ),
            ["family named as a command of the tool"] = new(
                @"haiper_createGeneration\n      tags: \[Haiper\]",
                "demo_createGeneration\n      tags: [Demo]",
                "tags: [Demo]",
                "\"Demo\" is a command of the tool already, so no family can have its name"
            ),
            ["object in a query"] = new(
                Parameters,
                "$1        - {name: meta, in: query, schema: {type: object, properties: {a: {type: string}}}}\n",
                "name: meta",
                "cannot write \"meta\" in this way: describe each field of the object as a parameter of its own"
            ),
            ["objects in a header"] = new(
                Parameters,
                "$1        - {name: X-M, in: header, schema: {type: array, items: {type: object}}}\n",
                "name: X-M",
                "cannot write \"X-M\" in this way: describe each field of the object as a parameter of its own"
            ),
            ["new UUID as a number"] = new(
                Parameters,
                "$1        - {name: X-T, in: header, x-new-uuid: true, schema: {type: integer}}\n",
                "name: X-T",
                "but the parameter \"X-T\" is no plain text: remove the mark"
            ),
        };
}

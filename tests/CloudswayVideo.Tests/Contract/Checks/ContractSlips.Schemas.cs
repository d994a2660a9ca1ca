namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private static Dictionary<string, ContractSlip> Schemas =>
        new()
        {
            ["limit that is no number"] = new(
                "maxLength: 2000",
                "maxLength: many",
                "maxLength: many",
                "found the string \"many\"; \"maxLength\" must be a whole number"
            ),
            ["limit in quotes"] = new(
                "maxLength: 2000",
                "maxLength: '2000'",
                "maxLength: '2000'",
                "\"maxLength\" must be a whole number that is not negative: write it without quotes"
            ),
            ["flag that is a word"] = new(
                "additionalProperties: false",
                "additionalProperties: no",
                "additionalProperties: no",
                "found the string \"no\"; \"additionalProperties\" must be true or false"
            ),
            ["text that is a number"] = new(
                "version: 1.0.0",
                "version: 1.0",
                "version: 1.0",
                "found the number 1.0; \"version\" must be a string: put it in quotes"
            ),
            ["limits that contradict"] = new(
                "maxLength: 2000",
                "maxLength: 2000\n          minLength: 3000",
                "minLength: 3000",
                "\"minLength\" 3000 is above \"maxLength\" 2000"
            ),
            ["example that does not match the pattern"] = new(
                @"minLength: 1\}\n      example: LPUqHEAjfonOmohV",
                "minLength: 1, pattern: '^[0-9]+$$'}\n      example: LPUqHEAjfonOmohV",
                "example: LPUqHEAjfonOmohV",
                "LPUqHEAjfonOmohV\", which does not match the pattern ^[0-9]+$"
            ),
            ["pattern that is none"] = new(
                "maxLength: 2000",
                "maxLength: 2000\n          pattern: '[a-'",
                "pattern: '[a-'",
                "the pattern is not a regular expression"
            ),
            ["default that is not allowed"] = new(
                "type: boolean\n          default: true",
                "type: boolean\n          default: 'yes'",
                "default: 'yes'",
                "the default is the string \"yes\""
            ),
            ["array of nothing"] = new(
                "          items: {\\$ref: '#/components/schemas/SubjectReference'}\n",
                "",
                "subjectReference:",
                "an array needs \"items\""
            ),
            ["value without its quotes"] = new(
                "enum: \\['16:9', ",
                "enum: [16, ",
                "enum: [16, ",
                "found the number 16 in an \"enum\" of type string: put it in quotes"
            ),
            ["value twice"] = new(
                @"enum: \[2, 4, 8\]",
                "enum: [2, 4, 4]",
                "enum: [2, 4, 4]",
                "the number 4 appears twice in \"enum\""
            ),
            ["keyword misspelt"] = new(
                "maxLength: 2000",
                "maxLenght: 2000",
                "maxLenght",
                "\"maxLenght\" is not a keyword of a schema; did you mean \"maxLength\"?"
            ),
            ["property a level too high"] = new(
                @"(\n    HaiperTask:.*?\n)(      properties:\n)",
                "$1      filmGrain: {type: string}\n$2",
                "filmGrain: {",
                "\"filmGrain\" is not a keyword of a schema; fields belong under \"properties\""
            ),
            ["keyword a level too low"] = new(
                Prompt,
                "$1          properties: {type: object}\n",
                "properties: {type: object}",
                "\"type\" must be an object with the keywords of a schema"
            ),
            ["type misspelt"] = new(
                "type: string",
                "type: strin",
                "type: strin",
                "\"type\" must be one of string, number, integer, boolean, array, object; did you mean \"string\"?"
            ),
            ["null in an enum that does not allow it"] = new(
                @"enum: \[2, 4\]",
                "enum: [2, 4, null]",
                "enum: [2, 4, null]",
                "\"enum\" lists null, but the schema does not allow it: write \"nullable: true\""
            ),
            ["pattern between slashes"] = new(
                Prompt,
                "$1          pattern: '/^[a-z]+$$/'\n",
                "pattern: '/^",
                "the pattern matches nothing, because it has the slashes of JavaScript"
            ),
            ["pattern with a flag"] = new(
                Prompt,
                "$1          pattern: '^[a-z]+$$/i'\n",
                "pattern: '^",
                "the pattern matches nothing"
            ),
            ["closed part of a whole"] = new(
                @"(\n    HailuoVideoRequest:.*?properties:\n)",
                "$1        more: {allOf: [{properties: {a: {type: string}}, additionalProperties: false}, "
                    + "{properties: {b: {type: string}}}]}\n",
                "additionalProperties: false}, {",
                "this part of an \"allOf\" forbids \"b\" of another part"
            ),
            ["error of a job in other words"] = new(
                @"(        error:\n          x-task-value: failure\n).*?(?=        base_resp:)",
                "$1          properties: {kind: {type: string}}\n",
                "error:",
                "the client reads a \"failure\" as ErrorDetail, which has only code, message: mark the field with"
            ),
            ["example that does not fit its integer"] = new(
                @"(status: SUCCESS\n)(.*?\n    HaiperTask:.*?properties:\n)",
                "$1                    bytes: 1719999999999\n$2        bytes: {type: integer}\n",
                "bytes: 1719999999999",
                "the number 1719999999999 does not fit an integer of 32 bits, which its field is: write"
            ),
        };
}

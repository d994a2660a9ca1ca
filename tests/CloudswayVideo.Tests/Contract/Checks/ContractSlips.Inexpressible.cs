namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private const string Operation = @"(operationId: haiper_createGeneration\n)";

    private static Dictionary<string, ContractSlip> Inexpressible =>
        new()
        {
            ["multipart"] = new(
                @"(operationId: haiper_createGeneration.*?)application/json:",
                "$1multipart/form-data:",
                "multipart/form-data",
                "a request in multipart/form-data cannot be expressed"
            ),
            ["bytes as a request"] = new(
                @"(operationId: haiper_createGeneration.*?)application/json:",
                "$1application/octet-stream:",
                "application/octet-stream",
                "a request in application/octet-stream cannot be expressed"
            ),
            ["body that may be left out"] = new(
                @"(operationId: haiper_createGeneration.*?)required: true",
                "$1required: false",
                "required: false",
                "the client always sends the body of haiper_createGeneration, because the body has required fields"
            ),
            ["video as the reply to a submission"] = new(
                @"(operationId: haiper_createGeneration.*?'200':\n.*?)application/json:",
                "$1video/mp4:",
                "video/mp4",
                "haiper_createGeneration answers in video/mp4, where nothing can be the id of the job: describe a reply"
            ),
            ["list as the reply to a submission"] = new(
                @"(operationId: haiper_createGeneration.*?schema:\n\s+)(\$ref: '#/components/schemas/TaskCreated')",
                "$1type: array\n                items: {$2}",
                "application/json:",
                "haiper_createGeneration answers with a list, in which the client does not look for the id of the job"
            ),
            ["reply in XML"] = new(
                @"(operationId: haiper_getTask.*?)application/json:",
                "$1application/xml:",
                "application/xml",
                "a reply in application/xml cannot be expressed"
            ),
            ["union of objects"] = new(
                Prompt,
                "$1          oneOf: [{type: object, properties: {a: {type: string}}}, {type: string}]\n",
                "oneOf: [{type: object",
                "\"oneOf\" of objects or lists cannot be expressed"
            ),
            ["union of references"] = new(
                @"(schema:\n\s+)\$ref: '#/components/schemas/HaiperTask'",
                "$1anyOf: [{$$ref: '#/components/schemas/HaiperTask'}, {$$ref: '#/components/schemas/HailuoTask'}]",
                "anyOf: [",
                "\"anyOf\" of objects or lists cannot be expressed"
            ),
            ["discriminator"] = new(
                @"(\n    HaiperTask:\n)",
                "$1      discriminator: {propertyName: kind}\n",
                "discriminator",
                "\"discriminator\" cannot be expressed by the generated client: leave it out"
            ),
            ["callbacks"] = new(
                Operation,
                "$1      callbacks: {done: {}}\n",
                "callbacks",
                "\"callbacks\" cannot be expressed"
            ),
            ["webhooks"] = new(
                @"\npaths:\n",
                "\nwebhooks: {}\npaths:\n",
                "webhooks",
                "\"webhooks\" cannot be expressed"
            ),
            ["links"] = new(
                @"(    Conflict:\n)",
                "$1      links: {}\n",
                "links",
                "\"links\" cannot be expressed"
            ),
            ["not"] = new(
                Prompt,
                "$1          not: {type: integer}\n",
                "not: {",
                "\"not\" cannot be expressed"
            ),
            ["fields by pattern"] = new(
                @"(\n    HaiperTask:\n)",
                "$1      patternProperties: {}\n",
                "patternProperties",
                "\"patternProperties\" cannot be expressed"
            ),
            ["cookie"] = new(
                "in: query",
                "in: cookie",
                "in: cookie",
                "\"in\" must be one of query, header, path: the generated client cannot express \"cookie\""
            ),
            ["key in the query"] = new(
                @"      type: http\n      scheme: bearer\n",
                "      type: apiKey\n      name: key\n      in: query\n",
                "in: query",
                "the generated client cannot express \"query\""
            ),
            ["OAuth"] = new(
                "      type: http\n",
                "      type: oauth2\n",
                "type: oauth2",
                "the generated client cannot express \"oauth2\""
            ),
            ["style"] = new(
                @"in: query\n          required: true\n(.*?)schema: \{type: string, minLength: 1\}",
                "in: query\n          required: true\n          style: deepObject\n$1schema: {type: object}",
                "style: deepObject",
                "the generated client cannot write \"taskId\" in this way"
            ),
            ["object in one value"] = new(
                @"in: query\n {10}required: true\n(.*?)schema: \{type: string, minLength: 1\}\n {10}example:.*?\n",
                "in: query\n          required: true\n          explode: false\n$1schema: {type: object}\n",
                "explode: false",
                "the generated client cannot write \"taskId\" in this way"
            ),
            ["reference to another file"] = new(
                @"'#/components/schemas/HaiperTask'",
                "'other.yaml#/HaiperTask'",
                "other.yaml",
                "\"other.yaml#/HaiperTask\" refers to another file"
            ),
        };
}

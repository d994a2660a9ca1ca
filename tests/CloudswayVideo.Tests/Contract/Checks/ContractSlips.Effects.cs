namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private const string Negative = @"(        negativePrompt:\n          type: string\n)";
    private const string Guidance = @"(guidanceScale:\n          type: number\n)";

    private static Dictionary<string, ContractSlip> WithoutEffect =>
        new()
        {
            ["limit of a number on a text"] = new(
                Negative,
                "$1          minimum: 5\n",
                "minimum: 5",
                "\"minimum\" has no effect on the type string, only on number or integer: change the type"
            ),
            ["limit of a text on a number"] = new(
                Guidance,
                "$1          maxLength: 5\n",
                "maxLength: 5",
                "\"maxLength\" has no effect on the type number, only on string"
            ),
            ["items of a text"] = new(
                Negative,
                "$1          items: {type: string}\n",
                "items: {type: string}",
                "\"items\" has no effect on the type string, only on array"
            ),
            ["fields of a text"] = new(
                Negative,
                "$1          properties: {a: {type: string}}\n",
                "properties: {a",
                "\"properties\" has no effect on the type string, only on object"
            ),
            ["envelope that is a text"] = new(
                "(          x-task-value: url\n)",
                "$1          x-envelope: true\n",
                "x-envelope",
                "\"x-envelope\" has no effect on the type string, only on object"
            ),
            ["image that is a number"] = new(
                Guidance,
                "$1          x-input: image\n",
                "x-input: image",
                "\"x-input\" has no effect on the type number, only on string or array"
            ),
            ["limits of no image"] = new(
                Negative,
                "$1          x-image-limits: {formats: [image/png], maximumBytes: 5, shortSideAbove: 1, "
                    + "ratioAbove: 1, ratioBelow: 2}\n",
                "x-image-limits",
                "\"x-image-limits\" has no effect without \"x-input: image\" beside it"
            ),
            ["formats of an image as file names have them"] = new(
                @"formats: \[image/jpeg, ",
                "formats: [jpeg, ",
                "formats: [jpeg, ",
                "found the string \"jpeg\"; \"formats\" are media types, such as image/png"
            ),
            ["no format of an image"] = new(
                @"formats: \[image/jpeg, image/png\]",
                "formats: []",
                "formats: []",
                "\"formats\" is empty, so no image is allowed"
            ),
            ["ratios of an image the wrong way round"] = new(
                "ratioAbove: 0.4, ratioBelow: 2.5",
                "ratioAbove: 2.5, ratioBelow: 0.4",
                "ratioAbove: 2.5",
                "\"ratioAbove\" 2.5 is not below \"ratioBelow\" 0.4, so no image is allowed"
            ),
            ["verb of a question"] = new(
                @"(operationId: haiper_getTask\n)",
                "$1      x-task-verb: fetch\n",
                "x-task-verb: fetch",
                "\"x-task-verb\" has no effect here, because haiper_getTask does not submit a job"
            ),
            ["command of a question"] = new(
                @"(operationId: haiper_getTask\n)",
                "$1      x-commands: {get: {summary: Asks.}}\n",
                "x-commands: {get",
                "\"x-commands\" has no effect here, because haiper_getTask does not submit a job"
            ),
            ["absent value of another type"] = new(
                "x-absent: 0",
                "x-absent: none",
                "x-absent: none",
                "\"x-absent\" is the string \"none\", but the type is integer"
            ),
            ["mark beside a reference"] = new(
                @"allOf: \[(\{\$ref: '#/components/schemas/HaiperTaskStatus')\}\]",
                "$$ref: '#/components/schemas/HaiperTaskStatus'",
                "x-task-value: status",
                "\"x-task-value\" is ignored, because it is beside a \"$ref\": write "
                    + "\"allOf: [{$ref: '#/components/schemas/HaiperTaskStatus'}]\""
            ),
            ["flag beside the reference of a parameter"] = new(
                @"\n(\s+)- \$ref: '#/components/parameters/TaskId'\n",
                "\n$1- $$ref: '#/components/parameters/TaskId'\n$1  required: false\n",
                "required: false",
                "\"required\" is ignored, because it is beside a \"$ref\": write it where the reference leads"
            ),
            ["numbers without a type"] = new(
                @"(HaiperDuration:\n)      type: integer\n",
                "$1",
                "enum: [2, 4, 8]",
                "found the number 2 in an \"enum\" without a type, whose values are strings: add \"type: integer\""
            ),
            ["success without its code"] = new(
                @"(operationId: haiper_getTask\n.*?)'200':",
                "$1'2XX':",
                "'2XX'",
                "the mock cannot answer with 2XX: write the code that means success, such as '200'"
            ),
            ["no time to answer"] = new(
                "x-answers-within: 300",
                "x-answers-within: 0",
                "x-answers-within: 0",
                "found the number 0; \"x-answers-within\" must be a number above 0"
            ),
            ["step of zero"] = new(
                Guidance,
                "$1          multipleOf: 0\n",
                "multipleOf: 0",
                "found the number 0; \"multipleOf\" must be a number above 0"
            ),
            ["default that a reference does not allow"] = new(
                @"(allOf: \[\{\$ref: '#/components/schemas/HaiperDuration'\}\]\n)",
                "$1          default: 3\n",
                "default: 3",
                "the default is the number 3, but its schema does not allow that: found 3, allowed are 2, 4, 8"
            ),
            ["default beyond a limit"] = new(
                @"minimum: -1\n          default: -1",
                "minimum: 0\n          default: -1",
                "default: -1",
                "the default is the number -1, but its schema does not allow that: found -1, at least 0 needed"
            ),
            ["example of a field"] = new(
                Negative,
                "$1          example: 5\n",
                "example: 5",
                "the example \"example\" breaks its schema: found 5, string expected"
            ),
        };

    private static Dictionary<string, ContractSlip> References =>
        new()
        {
            ["part of itself"] = new(
                @"(\n    HaiperTask:\n)",
                "$1      allOf: [{$$ref: '#/components/schemas/HaiperTask'}]\n",
                "allOf: [{$ref: '#/components/schemas/HaiperTask'}]",
                "\"allOf\" leads back to the schema that it is a part of: remove the reference back"
            ),
            ["part of a part of itself"] = new(
                @"(\n    HaiperTask:\n)",
                "\n    Front: {oneOf: [{$$ref: '#/components/schemas/Back'}, {type: string}]}"
                    + "\n    Back: {anyOf: [{$$ref: '#/components/schemas/Front'}]}$1",
                "Front: {",
                "\"oneOf\" leads back to the schema that it is a part of"
            ),
            ["reference to a part without a name"] = new(
                Negative,
                "        negativePrompt:\n          $$ref: '#/components/schemas/HaiperTask/properties/mediaUrl'\n",
                "$ref: '#/components/schemas/HaiperTask/properties",
                "refers to a part that has no name of its own: move it to #/components/schemas"
            ),
            ["reference to a text"] = new(
                Negative,
                "        negativePrompt:\n          $$ref: '#/info/title'\n",
                "#/info/title",
                "\"#/info/title\" refers to a part that has no name of its own"
            ),
            ["reference by the name alone"] = new(
                Negative,
                "        negativePrompt:\n          $$ref: Id\n",
                "$ref: Id",
                "did you mean \"#/components/schemas/Id\"?"
            ),
        };

    private static Dictionary<string, ContractSlip> Addresses =>
        new()
        {
            ["path with a query"] = new(
                @"\n  /\{endpointPath\}/video/generate:",
                "\n  /{endpointPath}/video/generate?x=1:",
                "generate?x=1",
                "has a \"?\": describe a query under \"parameters\""
            ),
            ["path with a blank"] = new(
                @"\n  /\{endpointPath\}/video/generate:",
                "\n  /{endpointPath}/vi deo/generate:",
                "vi deo",
                "has a blank"
            ),
            ["path twice under other names"] = new(
                @"\n  /\{endpointPath\}/video/upscale:",
                "\n  /{endpoint}/video/generate:",
                "/{endpoint}/video/generate",
                "is the same path as \"/{endpointPath}/video/generate\", only with other names for its parameters"
            ),
            ["parameter twice in a path"] = new(
                @"\n  /\{endpointPath\}/video/tasks/\{taskId\}:",
                "\n  /{endpointPath}/{taskId}/tasks/{taskId}:",
                "{taskId}/tasks/{taskId}",
                "has the parameter \"taskId\" twice"
            ),
            ["header that none can be"] = new(
                "name: fileId\n          in: query",
                "name: 'File Id'\n          in: header",
                "name: 'File Id'",
                "\"File Id\" is not the name of a header: use letters, digits and hyphens"
            ),
            ["server without a host"] = new(
                "https://genaiapi.cloudsway.net/v1/ai",
                "/v1/ai",
                "url: /v1/ai",
                "the server \"/v1/ai\" does not begin with https:// or http://"
            ),
            ["server without a scheme"] = new(
                "https://genaiapi.cloudsway.net/v1/ai",
                "genaiapi.cloudsway.net/v1/ai",
                "url: genaiapi",
                "does not begin with https:// or http://"
            ),
            ["server with a variable"] = new(
                "https://genaiapi.cloudsway.net/v1/ai",
                "https://{host}/v1/ai",
                "{host}",
                "has a variable, which the generated client cannot express"
            ),
            ["server with a query"] = new(
                "https://genaiapi.cloudsway.net/v1/ai",
                "https://genaiapi.cloudsway.net/v1/ai?key=1",
                "?key=1",
                "has a query"
            ),
        };
}

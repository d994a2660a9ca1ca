namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private static Dictionary<string, ContractSlip> Jobs =>
        new()
        {
            ["question with a body"] = new(
                @"(operationId: haiper_getTask\n)",
                "$1      requestBody: {content: {application/json: {schema: {type: object}}}}\n",
                "requestBody: {content",
                "haiper_getTask has a request body, but only a POST can have one"
            ),
            ["question with an empty body"] = new(
                @"get:\n(\s+operationId: haiper_getTask\n)",
                "post:\n$1      requestBody: {content: {application/json: {schema: {type: object}}}}\n",
                "requestBody: {content",
                "haiper_getTask has a request body, but it lists no fields for the client to send"
            ),
            ["question about another field than the id"] = new(
                @"get:\n(\s+operationId: haiper_getTask\n)",
                "post:\n$1      requestBody: {content: {application/json: {schema: {type: object, "
                    + "required: [kind], properties: {kind: {type: string}}}}}}\n",
                "requestBody: {content",
                "haiper_getTask requires \"kind\", but the client knows only the id of a job"
            ),
            ["id deep in the body of a question"] = new(
                @"get:\n(\s+operationId: haiper_getTask\n.*?)        - \$ref: '#/components/parameters/TaskId'\n",
                "post:\n$1      requestBody: {content: {application/json: {schema: {type: object, properties: "
                    + "{job: {type: object, properties: {id: {type: string, x-task-value: id}}}}}}}}\n",
                "post:",
                "no parameter of haiper_getTask is marked as the id of the job: add \"x-task-value: id\" to one, "
                    + "or to a field at the top of the request body"
            ),
            ["verb in capitals"] = new(
                @"(operationId: haiper_createUpscale\n)",
                "$1      x-task-verb: Upscale\n",
                "x-task-verb",
                "\"x-task-verb\" must be one word in lower case"
            ),
            ["status operation of another name"] = new(
                @"(operationId: haiper_createUpscale\n)",
                "$1      x-task-status: haiper_getTsk\n",
                "x-task-status",
                "\"haiper_getTsk\" is not a status operation of the family Haiper; did you mean \"haiper_getTask\"?"
            ),
            ["C# name that is none"] = new(
                "x-input: image",
                "x-csharp-name: first-frame\n          x-input: image",
                "x-csharp-name",
                "\"x-csharp-name\" must be a C# name"
            ),
            ["status without its mark"] = new(
                @"          x-task-value: status\n(.*?HaiperTaskStatus)",
                "$1",
                "    get:",
                "no property of the reply of hailuo_getTask is marked as the status of the job"
            ),
            ["status without phases"] = new(
                @"      x-phases: \*phases\n",
                "",
                "        status:",
                "the status of a job needs \"x-phases\""
            ),
            ["id of a job without its mark"] = new(
                @"(    TaskCreated:.*?)          x-task-value: id\n",
                "$1",
                "    post:",
                "no property of the reply of hailuo_createTask is marked as the id of the job"
            ),
            ["id that no path can have"] = new(
                @"(upscale:\n\s+value: \{taskId: )1234abcd",
                "$1'arn:aws/1234'",
                "arn:aws/1234",
                "\"arn:aws/1234\" cannot be the id of a job: the client accepts only letters, digits, '-',"
            ),
            ["video that is nowhere on the web"] = new(
                @"(status: SUCCESS\n.*?mediaUrl: ).*?\n",
                "$1s3://bucket/1.mp4\n",
                "s3://bucket",
                "\"s3://bucket/1.mp4\" cannot be fetched: the client takes a video only from an http or https URL"
            ),
            ["no operation asks for the status"] = new(
                @"(operationId: haiper_getTask\n.*?)      x-task-step: status\n",
                "$1",
                "    post:",
                "haiper_createGeneration submits a job, but no operation of the family Haiper asks for its status"
            ),
            ["no example of success"] = new(
                @" {16}success:\n {18}value:\n {20}status: SUCCESS\n.*?( {16}pending:)",
                "$1",
                "    get:",
                "haiper_getTask has no example of a job that succeeded"
            ),
            ["operation id without its family"] = new(
                "operationId: haiper_getTask",
                "operationId: getTask",
                "operationId: getTask",
                "an operation of the family Haiper has the id \"getTask\": it must be the family"
            ),
            ["status operation that needs more than the id"] = new(
                @"(operationId: haiper_getTask\n.*?      parameters:\n)",
                "$1        - {name: X-Trace, in: header, required: true, schema: {type: string}}\n",
                "name: X-Trace",
                "haiper_getTask requires \"X-Trace\", but the client knows only the id of a job that it waits for"
            ),
            ["client parameter that is no part of the path"] = new(
                @"(operationId: haiper_getTask\n.*?      parameters:\n)",
                "$1        - {name: X-Trace, in: header, x-client-parameter: true, schema: {type: string}}\n",
                "name: X-Trace",
                "the parameter \"X-Trace\" is not in the path: remove the mark"
            ),
            ["new UUID as a part of the path"] = new(
                "      name: endpointPath\n",
                "      name: endpointPath\n      x-new-uuid: true\n",
                "x-new-uuid: true",
                "\"x-new-uuid\" makes a value for a header or a query, but the parameter"
            ),
            ["operation without a tag"] = new(
                @"(operationId: haiper_getTask\n)      tags: \[Haiper\]\n",
                "$1",
                "    get:",
                "haiper_getTask has no tag"
            ),
        };
}

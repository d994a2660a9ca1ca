namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private static Dictionary<string, ContractSlip> OpenApi =>
        new()
        {
            ["reference to nothing"] = new(
                "schemas/HaiperTask'",
                "schemas/HaiperTaks'",
                "HaiperTaks",
                "\"#/components/schemas/HaiperTaks\" refers to nothing; did you mean "
                    + "\"#/components/schemas/HaiperTask\"?"
            ),
            ["reference to another kind"] = new(
                "schemas/HaiperTask'",
                "responses/Conflict'",
                "$ref: '#/components/responses/Conflict'",
                "refers to one of the responses; here a schema is expected"
            ),
            ["reference to itself"] = new(
                @"\n  schemas:\n",
                "\n  schemas:\n    Round: {$ref: '#/components/schemas/Round'}\n",
                "Round",
                "leads back to itself"
            ),
            ["operation id twice"] = new(
                "operationId: haiper_createUpscale",
                "operationId: haiper_createExtension",
                "operationId: haiper_createExtension",
                "\"haiper_createExtension\" is also the id of POST /{endpointPath}/video/"
            ),
            ["example of a reply breaks its schema"] = new(
                "value: {status: PENDING, progress: 0}",
                "value: {status: PENDING, progress: 400}",
                "progress: 400",
                "the example \"pending\" breaks its schema: progress: found 400, at most 100 allowed"
            ),
            ["example of a request has an unknown field"] = new(
                "                    seed: 42\n",
                "                    sed: 42\n",
                "sed: 42",
                "the example \"generate\" breaks its schema: settings.sed: is unknown"
            ),
            ["example of a parameter breaks its schema"] = new(
                "example: LPUqHEAjfonOmohV",
                "example: ''",
                "example: ''",
                "the example \"example\" breaks its schema: found 0 characters, at least 1 needed"
            ),
            ["value gone and still in an example"] = new(
                "IN_PROGRESS, SUCCESS, FAIL]\n      x-enumNames: [Pending, InProgress, ".Replace(
                    "[",
                    "\\[",
                    StringComparison.Ordinal
                ),
                "SUCCESS, FAIL]\n      x-enumNames: [Pending, ",
                "value: {status: IN_PROGRESS",
                "the example \"in_progress\" breaks its schema: status: found \"IN_PROGRESS\", "
                    + "allowed are PENDING, SUCCESS, FAIL"
            ),
            ["requirement that names no property"] = new(
                @"required: \[prompt\]",
                "required: [promt]",
                "required: [promt]",
                "\"promt\" is required, but there is no such property; did you mean \"prompt\"?"
            ),
            ["parameter of the path not declared"] = new(
                Getting + "(.*?)        - \\$ref: '#/components/parameters/TaskId'\n",
                "$1$2",
                "  /{endpointPath}/video/tasks/{taskId}:",
                "haiper_getTask does not declare the parameter \"taskId\" of its path"
            ),
            ["declared parameter not in the path"] = new(
                @"  /\{endpointPath\}/video/tasks/\{taskId\}:",
                "  /{endpointPath}/video/tasks:",
                "- $ref: '#/components/parameters/TaskId'",
                "the parameter \"taskId\" is declared \"in: path\", but /{endpointPath}/video/tasks has no {taskId}"
            ),
            ["parameter of the path not required"] = new(
                @"(    TaskId:\n      name: taskId\n      in: path\n)      required: true\n",
                "$1",
                "    TaskId:",
                "is part of the path: add \"required: true\""
            ),
            ["brace not closed"] = new(
                @"  /\{endpointPath\}/video/tasks/\{taskId\}:",
                "  /{endpointPath}/video/tasks/{taskId:",
                "/{taskId:",
                "is not a path"
            ),
            ["two codes of success with two schemas"] = new(
                Getting + "(.*?)        '400':",
                "$1$2        '202': {description: Later., content: {application/json: {schema: "
                    + "{type: object}}}}\n        '400':",
                "'202'",
                "202 has another schema than 200"
            ),
            ["no status code"] = new(
                "        '409':",
                "        '4O9':",
                "'4O9'",
                "\"4O9\" is not a status code"
            ),
            ["place of a parameter misspelt"] = new(
                "in: query",
                "in: qurey",
                "in: qurey",
                "\"in\" must be one of query, header, path; did you mean \"query\"?"
            ),
            ["method misspelt"] = new(
                "    post:",
                "    pst:",
                "    pst:",
                "\"pst\" is neither an HTTP method nor a keyword of a path; did you mean \"post\"?"
            ),
            ["key twice"] = new(
                "      operationId: haiper_getTask\n",
                "      operationId: haiper_getTask\n      operationId: haiper_getTask\n",
                "operationId: haiper_getTask",
                "\"operationId\" appears twice, first in line"
            ),
            ["comma in a text within braces"] = new(
                @"\{type: string, nullable: true, x-alias-of: message\}",
                "{type: string, nullable: true, x-alias-of: message, description: In words, or not.}",
                "In words, or not.",
                "\"or not.\" is not a keyword of a schema; put text that contains a comma"
            ),
            ["security scheme of another name"] = new(
                "- accessKey: \\[\\]",
                "- acessKey: []",
                "acessKey",
                "\"acessKey\" is not a security scheme of this contract; did you mean \"accessKey\"?"
            ),
            ["no servers"] = new(
                @"\nservers:\n.*?\nsecurity:",
                "\nsecurity:",
                "openapi: 3.0.3",
                "the contract has no \"servers\""
            ),
            ["no paths"] = new(
                @"\npaths:\n.*?\ncomponents:",
                "\npaths: {}\n\ncomponents:",
                "paths: {}",
                "the contract has no \"paths\""
            ),
            ["tab"] = new(
                "      operationId: haiper_getTask\n",
                "\t  operationId: haiper_getTask\n",
                "\t  operationId",
                "this line is indented with a tab"
            ),
            ["colon in plain text"] = new(
                "summary: Asks for the URL of a finished",
                "summary: Asks for: the URL of a finished",
                "summary: Asks for: the URL",
                "Put text that contains a colon and a space in quotes"
            ),
            ["quote not closed"] = new(
                "example: '1896852590888419329'",
                "example: '1896852590888419329",
                "example: '1896852590888419329",
                "the quote that opens here is closed in line"
            ),
        };
}

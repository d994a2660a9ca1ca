using CloudswayVideo.Contract.Difference;

namespace CloudswayVideo.Tests.Contract.Difference;

internal static partial class ContractEdits
{
    private static Dictionary<string, ContractEdit> Operations =>
        new()
        {
            ["operation added"] = new(
                "\npaths:\n",
                "\npaths:\n  /{endpointPath}/list:\n    get: {operationId: hailuo_listTasks, "
                    + "responses: {'200': {description: All.}}}\n",
                VersionStep.Minor,
                "added operation hailuo_listTasks"
            ),
            ["operation removed"] = new(
                "\n  /{endpointPath}/video/extend:.*?(\n  /{endpointPath}/video/tasks)",
                "$1",
                VersionStep.Major,
                "removed operation haiper_createExtension"
            ),
            ["path renamed"] = new(
                "hailuo/video/file:",
                "hailuo/video/files:",
                VersionStep.Major,
                "changed path hailuo_getFile"
            ),
            ["parameter became optional"] = new(
                @"(name: taskId\n          in: query\n          )required: true",
                "$1required: false",
                VersionStep.Major,
                "removed required hailuo_getFile query taskId"
            ),
            ["error code added"] = new(
                @"        '409': .*?\n",
                "$0        '413': {description: Too large.}\n",
                VersionStep.Minor,
                "added reply hailuo_createTask reply 413"
            ),
            ["error code removed"] = new(
                @"        '409': .*?\n",
                "",
                VersionStep.Major,
                "removed reply hailuo_createTask reply 409"
            ),

            ["parameters change places"] = new(
                @"( {8}- name: taskId\n {10}in: query\n.*?)( {8}- name: fileId\n {10}in: query\n.*?)( {6}responses:)",
                "$2$1$3",
                VersionStep.Major,
                "changed order of parameters hailuo_getFile"
            ),
            ["security scheme for a new operation"] = new(
                @"\npaths:\n(.*?\n  securitySchemes:\n)",
                "\npaths:\n  /{endpointPath}/list:\n    get: {operationId: hailuo_listTasks, "
                    + "security: [{token: []}], responses: {'200': {description: All.}}}\n$1    token: "
                    + "{type: apiKey, in: header, name: X-Key}\n",
                VersionStep.Minor,
                "added security token the contract"
            ),
            ["security of an operation changed"] = new(
                "      operationId: haiper_getTask\n",
                "      operationId: haiper_getTask\n      security: []\n",
                VersionStep.Major,
                "changed security haiper_getTask"
            ),
            ["security of an operation written out"] = new(
                "      operationId: haiper_getTask\n",
                "      operationId: haiper_getTask\n      security: [{accessKey: []}]\n",
                VersionStep.None,
                ""
            ),
            ["servers of an operation"] = new(
                "      operationId: haiper_getTask\n",
                "      operationId: haiper_getTask\n      servers: [{url: /v3}]\n",
                VersionStep.Major,
                "added servers haiper_getTask"
            ),
            ["callbacks added"] = new(
                "      operationId: haiper_getTask\n",
                "      operationId: haiper_getTask\n      callbacks: {done: {}}\n",
                VersionStep.Minor,
                "added callbacks haiper_getTask"
            ),
            ["another version of OpenAPI"] = new(
                "openapi: 3.0.3",
                "openapi: 3.0.2",
                VersionStep.Patch,
                "changed openapi the contract"
            ),
        };
}

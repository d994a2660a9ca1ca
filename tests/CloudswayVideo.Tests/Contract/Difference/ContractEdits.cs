using System.Text.RegularExpressions;
using CloudswayVideo.Contract.Difference;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>An edit of the contract, and what it is to be judged as.</summary>
/// <param name="Pattern">What is replaced, once; a regular expression.</param>
/// <param name="Replacement">What stands there then.</param>
/// <param name="Step">The step that the edit demands.</param>
/// <param name="Change">Kind, subject and place of the change that demands it.</param>
internal sealed record ContractEdit(
    string Pattern,
    string Replacement,
    VersionStep Step,
    string Change
)
{
    public string Apply(string contract)
    {
        var edited = new Regex(Pattern, RegexOptions.Singleline).Replace(
            contract,
            Replacement,
            count: 1
        );
        edited.Should().NotBe(contract, "the contract should contain {0}", Pattern);
        return edited;
    }
}

/// <summary>Edits with their known verdicts.</summary>
internal static class ContractEdits
{
    private const string RequestFields = @"(\n    HailuoVideoRequest:.*?\n      properties:\n)";
    private const string ReplyFields = @"(\n    HailuoTask:.*?\n      properties:\n)";
    private const string Reason = "      Balance: [1008]";

    public static string Contract { get; } =
        File.ReadAllText(Repository.ContractPath).ReplaceLineEndings("\n");

    public static IReadOnlyDictionary<string, ContractEdit> All { get; } =
        new Dictionary<string, ContractEdit>
        {
            ["optional request field added"] = new(
                RequestFields,
                "$1        resolution: {type: string}\n",
                VersionStep.Minor,
                "added field hailuo_createTask request resolution"
            ),
            ["required request field added"] = new(
                @"(required: \[)(prompt\]\n      description: What to make a Haiper.*?properties:\n)",
                "$1model, $2        model: {type: string}\n",
                VersionStep.Major,
                "added field haiper_createGeneration request model"
            ),
            ["request field became required"] = new(
                @"required: \[config\](\n      description: Which video Haiper is to make)",
                "required: [config, prompt]$1",
                VersionStep.Major,
                "added required haiper_createExtension request prompt"
            ),
            ["reply field added"] = new(
                ReplyFields,
                "$1        queuePosition: {type: integer, nullable: true}\n",
                VersionStep.Minor,
                "added field hailuo_getTask reply 200 queuePosition"
            ),
            ["another spelling added"] = new(
                ReplyFields,
                "$1        state: {type: string, x-alias-of: status}\n",
                VersionStep.Patch,
                "added field hailuo_getTask reply 200 state"
            ),
            ["request field removed"] = new(
                @"        negativePrompt:\n          type: string\n          description: What the video is to avoid.\n",
                "",
                VersionStep.Major,
                "removed field haiper_createGeneration request negativePrompt"
            ),
            ["reply field removed"] = new(
                @"        purpose:\n.*?(        mediaUrl:)",
                "$1",
                VersionStep.Major,
                "removed field hailuo_getFile reply 200 purpose"
            ),
            ["type changed"] = new(
                "type: boolean\n          default: true",
                "type: string\n          default: true",
                VersionStep.Major,
                "changed type hailuo_createTask request promptOptimizer"
            ),

            ["enum value added"] = new(
                @"enum: \[2, 4\]\n      x-enumNames: \[TwoSeconds, FourSeconds\]",
                "enum: [2, 4, 6]\n      x-enumNames: [TwoSeconds, FourSeconds, SixSeconds]",
                VersionStep.Minor,
                "added value 6 haiper_createExtension request config/extendDuration"
            ),
            ["enum value renamed in C#"] = new(
                @"x-enumNames: \[TwoSeconds, FourSeconds\]",
                "x-enumNames: [Short, FourSeconds]",
                VersionStep.Major,
                "changed C# name of value 2 haiper_createExtension request config/extendDuration"
            ),
            ["enum value removed"] = new(
                "Processing, Success, Fail\\]",
                "Processing, Success]",
                VersionStep.Major,
                "removed value Fail hailuo_getTask reply 200 status"
            ),
            ["limit tightened"] = new(
                "maxLength: 2000",
                "maxLength: 1500",
                VersionStep.Major,
                "changed maxLength hailuo_createTask request prompt"
            ),
            ["limit loosened"] = new(
                "maxLength: 2000",
                "maxLength: 3000",
                VersionStep.Minor,
                "changed maxLength hailuo_createTask request prompt"
            ),
            ["image limit tightened"] = new(
                "maximumBytes: 20971520",
                "maximumBytes: 10485760",
                VersionStep.Major,
                "changed maximumBytes hailuo_createTask request firstFrameImage"
            ),
            ["limit of a reply tightened"] = new(
                "maximum: 100",
                "maximum: 1",
                VersionStep.Minor,
                "changed maximum haiper_getTask reply 200 progress"
            ),
            ["limit of a reply loosened"] = new(
                "          maximum: 100\n",
                "",
                VersionStep.Major,
                "removed maximum haiper_getTask reply 200 progress"
            ),
            ["default changed"] = new(
                "default: 7.5",
                "default: 8",
                VersionStep.Major,
                "changed default haiper_createExtension request settings/guidanceScale"
            ),

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

            ["value of a job marked"] = new(
                @"(        bytes:\n)",
                "$1          x-task-value: width\n",
                VersionStep.Minor,
                "added x-task-value hailuo_getFile reply 200 bytes"
            ),
            ["value of a job marked as another"] = new(
                "x-task-value: created",
                "x-task-value: expires",
                VersionStep.Major,
                "changed x-task-value hailuo_getFile reply 200 createdAt"
            ),

            ["example changed"] = new(
                "Haiper's usage policy\n                  value: {status: FAIL, progress: 0,",
                "Haiper's usage policy\n                  value: {status: FAIL, progress: 0.1,",
                VersionStep.Patch,
                "changed example moderated haiper_getTask reply 200"
            ),
            ["example of a reply removed"] = new(
                @"                pending:\n                  summary: Ours\n.*?\n(                in_progress)",
                "$1",
                VersionStep.Major,
                "removed example pending haiper_getTask reply 200"
            ),
            ["description changed"] = new(
                "What the video is to avoid.",
                "What the video is not to show.",
                VersionStep.Patch,
                "changed description haiper_createGeneration request negativePrompt"
            ),
            ["description of a class changed"] = new(
                "The length of a Haiper video in seconds",
                "How long a Haiper video is, in seconds",
                VersionStep.Patch,
                "changed description haiper_createGeneration request settings/duration"
            ),

            ["status understood"] = new(
                "Running: \\[processing, running,",
                "Running: [processing, running, warming,",
                VersionStep.Minor,
                "added x-phases warming hailuo_getTask reply 200 status"
            ),
            ["status means something else"] = new(
                "terminated, expired,",
                "terminated,",
                VersionStep.Major,
                "removed x-phases expired hailuo_getTask reply 200 status"
            ),
            ["reason of a code added"] = new(
                Regex.Escape(Reason),
                "      Balance: [1008, 1009]",
                VersionStep.Minor,
                "added x-reasons 1009 hailuo_createTask reply 200 base_resp/status_code"
            ),
            ["reason of a code removed"] = new(
                Regex.Escape(Reason),
                "      Balance: []",
                VersionStep.Major,
                "removed x-reasons 1008 hailuo_createTask reply 200 base_resp/status_code"
            ),
            ["absent value changed"] = new(
                "x-absent: 0",
                "x-absent: -1",
                VersionStep.Major,
                "changed x-absent hailuo_getTask reply 200 videoWidth"
            ),
            ["call status no longer told"] = new(
                "          x-call-status: \\[0\\]\n",
                "",
                VersionStep.Major,
                "removed x-call-status hailuo_createTask reply 200 base_resp/status_code"
            ),
            ["parameters change places"] = new(
                @"(        - name: taskId\n          in: query\n.*?)(        - name: fileId\n          in: query\n.*?)(      responses:)",
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
            ["name in brackets added"] = new(
                "              Fixed: ",
                "              Orbit: The camera goes round.\n              Fixed: ",
                VersionStep.Minor,
                "added bracketed name Orbit hailuo_createTask request prompt"
            ),
            ["name in brackets removed"] = new(
                "              Fixed: .*?\n",
                "",
                VersionStep.Major,
                "removed bracketed name Fixed hailuo_createTask request prompt"
            ),
            ["command added"] = new(
                "(      x-commands:\n)(        upscale)",
                "$1        sharpen: {summary: Sharpens a video., argument: sourceVideo}\n$2",
                VersionStep.Minor,
                "added x-commands sharpen haiper_createUpscale"
            ),
            ["command changed"] = new(
                "argument: sourceVideo",
                "needs: [sourceVideo]",
                VersionStep.Major,
                "changed x-commands upscale haiper_createUpscale"
            ),
            ["words of a command changed"] = new(
                "summary: Raises the resolution of a video.,",
                "summary: Makes a video sharper.,",
                VersionStep.Patch,
                "changed description haiper_createUpscale"
            ),
            ["callbacks added"] = new(
                "      operationId: haiper_getTask\n",
                "      operationId: haiper_getTask\n      callbacks: {done: {}}\n",
                VersionStep.Minor,
                "added callbacks haiper_getTask"
            ),
            ["request opened"] = new(
                @"(    HaiperGenerateSettings:\n      type: object\n)      additionalProperties: false\n",
                "$1",
                VersionStep.Minor,
                "removed additionalProperties haiper_createGeneration request settings"
            ),
            ["branch of a union added"] = new(
                @"(purpose:\n.*?oneOf: \[\{type: string\})",
                "$1, {type: boolean}",
                VersionStep.Minor,
                "changed type hailuo_getFile reply 200 purpose"
            ),
            ["statuses in another order"] = new(
                @"enum: \[Preparing, Queueing,",
                "enum: [Queueing, Preparing,",
                VersionStep.Patch,
                "changed order of values hailuo_getTask reply 200 status"
            ),
            ["another version of OpenAPI"] = new(
                "openapi: 3.0.3",
                "openapi: 3.0.2",
                VersionStep.Patch,
                "changed openapi the contract"
            ),
            ["limit that is no number"] = new(
                "maxLength: 2000",
                "maxLength: many",
                VersionStep.Minor,
                "changed maxLength hailuo_createTask request prompt"
            ),
            ["C# name given"] = new(
                "x-input: image",
                "x-input: image\n          x-csharp-name: Picture",
                VersionStep.Major,
                "added x-csharp-name hailuo_createTask request firstFrameImage"
            ),
            ["verb written out"] = new(
                "      operationId: haiper_createGeneration\n",
                "      operationId: haiper_createGeneration\n      x-task-verb: generate\n",
                VersionStep.Patch,
                "added x-task-verb haiper_createGeneration"
            ),
            ["verb changed"] = new(
                "      operationId: haiper_createGeneration\n",
                "      operationId: haiper_createGeneration\n      x-task-verb: draw\n",
                VersionStep.Major,
                "added x-task-verb haiper_createGeneration"
            ),
            ["status operation named"] = new(
                "      operationId: haiper_createGeneration\n",
                "      operationId: haiper_createGeneration\n      x-task-status: haiper_getTask\n",
                VersionStep.Minor,
                "added x-task-status haiper_createGeneration"
            ),
            ["keyword that nobody judged"] = new(
                "maxLength: 2000",
                "maxLength: 2000\n          x-words: 300",
                VersionStep.Major,
                "added x-words hailuo_createTask request prompt"
            ),
        };
}

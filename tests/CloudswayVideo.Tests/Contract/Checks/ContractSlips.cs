using System.Text.RegularExpressions;
using CloudswayVideo.Tests.Contract.Difference;

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>A slip in the contract, and how it must be told.</summary>
/// <param name="Pattern">What is replaced, once; a regular expression.</param>
/// <param name="Replacement">What stands there then.</param>
/// <param name="Line">What the line holds that the finding names, after the edit.</param>
/// <param name="Words">What the finding says.</param>
internal sealed record ContractSlip(string Pattern, string Replacement, string Line, string Words)
{
    public string Apply()
    {
        var edited = new Regex(Pattern, RegexOptions.Singleline).Replace(
            ContractEdits.Contract,
            Replacement,
            count: 1
        );
        edited.Should().NotBe(ContractEdits.Contract, "the contract should contain {0}", Pattern);
        return edited;
    }
}

/// <summary>Slips of the pen that were made, or might be.</summary>
internal static partial class ContractSlips
{
    private const string Prompt = @"(\n    HailuoVideoRequest:.*?\n        prompt:\n)";
    private const string Getting = @"(\n  /\{endpointPath\}/video/tasks/\{taskId\}:\n    get:\n)";

    public static IReadOnlyDictionary<string, ContractSlip> All { get; } =
        new Dictionary<string, ContractSlip>(Marks.Concat(OpenApi).Concat(Inexpressible));

    private static Dictionary<string, ContractSlip> Marks =>
        new()
        {
            ["misspelt mark"] = new(
                "x-task-value: url",
                "x-task-valeu: url",
                "x-task-valeu: url",
                "\"x-task-valeu\" is not a known mark; did you mean \"x-task-value\"?"
            ),
            ["mark in another spelling"] = new(
                "x-client-parameter: true",
                "x-clientParameter: true",
                "x-clientParameter",
                "did you mean \"x-client-parameter\"?"
            ),
            ["mark without its x"] = new(
                "x-input: image",
                "input: image",
                "input: image",
                "\"input\" is not a keyword of a schema; did you mean \"x-input\"?"
            ),
            ["call status on the object that holds the code"] = new(
                @"(        base_resp:\n          allOf: \[\{\$ref: '#/components/schemas/BaseResponse'\}\]\n)",
                "$1          x-call-status: [0]\n",
                "x-call-status: [0]",
                "\"x-call-status\" belongs on the code itself"
            ),
            ["call status that nothing satisfies"] = new(
                @"x-call-status: \[0\]",
                "x-call-status: []",
                "x-call-status: []",
                "\"x-call-status\" must list the values that mean success, such as [0]"
            ),
            ["call status as it was marked before"] = new(
                @"x-call-status: \[0\]",
                "x-call-status: true",
                "x-call-status: true",
                "found true; \"x-call-status\" must be a list"
            ),
            ["words for no code"] = new(
                @"          x-call-status: \[0\]\n",
                "",
                "x-call-message: true",
                "no property beside it has \"x-call-status\""
            ),
            ["mark on the wrong kind of object"] = new(
                @"(operationId: haiper_getTask\n)",
                "$1      x-input: image\n",
                "x-input: image",
                "\"x-input\" belongs on a schema, not on an operation"
            ),
            ["value of a job misspelt"] = new(
                "x-task-value: status",
                "x-task-value: stauts",
                "stauts",
                "found the string \"stauts\"; \"x-task-value\" must be one of id, status,"
            ),
            ["step misspelt"] = new(
                "x-task-step: status",
                "x-task-step: sttus",
                "sttus",
                "\"x-task-step\" must be one of submit, status, file; did you mean \"status\"?"
            ),
            ["spelling of nothing"] = new(
                "x-alias-of: videoWidth",
                "x-alias-of: videoWith",
                "videoWith",
                "\"videoWith\" is not a property beside \"video_width\", or is an alias itself; "
                    + "did you mean \"videoWidth\"?"
            ),
            ["spelling of itself"] = new(
                @"x-alias-of: videoWidth",
                "x-alias-of: video_width",
                "x-alias-of: video_width",
                "\"video_width\" is not a property beside"
            ),
            ["unknown phase"] = new(
                "        Running: ",
                "        Runing: ",
                "Runing",
                "\"Runing\" is not a keyword of \"x-phases\"; did you mean \"Running\"?"
            ),
            ["status in two phases"] = new(
                @"Running: \[processing,",
                "Running: [processing, queued,",
                "Running: [processing, queued,",
                "the string \"queued\" is already listed under Pending"
            ),
            ["status without a phase"] = new(
                "Processing, Success, Fail]",
                "Processing, Judging, Success, Fail]",
                "Judging",
                "the status \"Judging\" has no phase"
            ),
            ["unknown reason"] = new(
                "            Balance: ",
                "            Ballance: ",
                "Ballance",
                "did you mean \"Balance\"?"
            ),
            ["input misspelt"] = new(
                "x-input: image",
                "x-input: imgae",
                "imgae",
                "\"x-input\" must be one of image, url; did you mean \"image\"?"
            ),
            ["limit of an image missing"] = new(
                ", ratioBelow: 2.5",
                "",
                "x-image-limits",
                "\"x-image-limits\" needs \"ratioBelow\", which is missing here"
            ),
            ["argument of a command is no field"] = new(
                "argument: sourceVideo",
                "argument: sourceVido",
                "sourceVido",
                "\"sourceVido\" is not a field of the request of haiper_createUpscale; did you mean \"sourceVideo\"?"
            ),
            ["need of a command is no field"] = new(
                @"needs: \[prompt\]",
                "needs: [promt]",
                "promt",
                "\"promt\" is not a field of the request of hailuo_createTask; did you mean \"prompt\"?"
            ),
            ["omission of a command is no field"] = new(
                @"omits: \[firstFrameImage, ",
                "omits: [firstFrame, ",
                "[firstFrame, ",
                "\"firstFrame\" is not a field of the request"
            ),
            ["command without words"] = new(
                "summary: Raises the resolution of a video., ",
                "",
                "upscale: {",
                "a command needs \"summary\""
            ),
            ["too few names of values"] = new(
                @"x-enumNames: \[TwoSeconds, FourSeconds\]",
                "x-enumNames: [TwoSeconds]",
                "x-enumNames: [TwoSeconds]",
                "\"x-enumNames\" has 1 name, but \"enum\" has 2 values"
            ),
            ["name of two values"] = new(
                @"x-enumNames: \[TwoSeconds, FourSeconds\]",
                "x-enumNames: [TwoSeconds, TwoSeconds]",
                "x-enumNames: [TwoSeconds, TwoSeconds]",
                "the string \"TwoSeconds\" names two values"
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
            ["no operation asks for the status"] = new(
                @"(operationId: haiper_getTask\n.*?)      x-task-step: status\n",
                "$1",
                "    post:",
                "haiper_createGeneration submits a job, but no operation of the family Haiper asks for its status"
            ),
            ["no example of success"] = new(
                @"                success:\n                  value:\n                    status: SUCCESS\n.*?(                pending:)",
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

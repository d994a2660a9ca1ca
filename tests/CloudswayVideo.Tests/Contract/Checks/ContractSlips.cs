namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>Mistakes that were made, or might be.</summary>
internal static partial class ContractSlips
{
    private const string Prompt = @"(\n    HailuoVideoRequest:.*?\n        prompt:\n)";
    private const string Getting = @"(\n  /\{endpointPath\}/video/tasks/\{taskId\}:\n    get:\n)";

    public static IReadOnlyDictionary<string, ContractSlip> All { get; } =
        new Dictionary<string, ContractSlip>(
            Marks
                .Concat(Jobs)
                .Concat(OpenApi)
                .Concat(Schemas)
                .Concat(Inexpressible)
                .Concat(WithoutEffect)
                .Concat(References)
                .Concat(Addresses)
                .Concat(Names)
                .Concat(Roles)
                .Concat(OtherWords)
                .Concat(Values)
                .Concat(Ignored)
                .Concat(Alone)
        );

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
            ["argument of a command in a list"] = new(
                @"argument: sourceVideo(.*?\n    HaiperUpscaleRequest:.*?properties:\n)",
                "argument: text$1        scenes: {type: array, items: {properties: {text: {type: string}}}}\n",
                "argument: text",
                "\"text\" is too deep in the request of haiper_createUpscale; allowed are"
            ),
            ["omission of a command within a field"] = new(
                "argument: sourceVideo",
                "argument: sourceVideo, omits: [sourceVideo]",
                "omits: [sourceVideo]",
                "\"sourceVideo\" is too deep in the request of haiper_createUpscale; allowed are config"
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
                "the string \"TwoSeconds\" appears twice in \"x-enumNames\", or only in another case"
            ),
        };
}

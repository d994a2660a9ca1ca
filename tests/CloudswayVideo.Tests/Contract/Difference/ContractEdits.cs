using CloudswayVideo.Contract.Difference;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>Edits with their known verdicts.</summary>
internal static partial class ContractEdits
{
    private const string RequestFields = @"(\n    HailuoVideoRequest:.*?\n      properties:\n)";
    private const string ReplyFields = @"(\n    HailuoTask:.*?\n      properties:\n)";

    public static string Contract { get; } =
        File.ReadAllText(Repository.ContractPath).ReplaceLineEndings("\n");

    public static IReadOnlyDictionary<string, ContractEdit> All { get; } =
        new Dictionary<string, ContractEdit>(Fields.Concat(Operations).Concat(Marks));

    private static Dictionary<string, ContractEdit> Fields =>
        new()
        {
            ["optional request field added"] = new(
                RequestFields,
                "$1        filmGrain: {type: string}\n",
                VersionStep.Minor,
                "added field hailuo_createTask request filmGrain"
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
                @" {8}negativePrompt:\n {10}type: string\n {10}description: What the video is to avoid.\n",
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
            ["limit that is no number"] = new(
                "maxLength: 2000",
                "maxLength: many",
                VersionStep.Minor,
                "changed maxLength hailuo_createTask request prompt"
            ),
            ["keyword that nobody judged"] = new(
                "maxLength: 2000",
                "maxLength: 2000\n          x-words: 300",
                VersionStep.Major,
                "added x-words hailuo_createTask request prompt"
            ),
        };
}

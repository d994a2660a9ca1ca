using System.Text.RegularExpressions;
using CloudswayVideo.Contract.Difference;

namespace CloudswayVideo.Tests.Contract.Difference;

internal static partial class ContractEdits
{
    private const string Reason = "      Balance: [1008]";

    private static Dictionary<string, ContractEdit> Marks =>
        new()
        {
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
        };
}

namespace CloudswayVideo.Tests.Contract.Checks;

internal static partial class ContractSlips
{
    private const string Extension = @"(operationId: haiper_createExtension\n)";
    private const string FileId = @"name: fileId\n          in: query";

    private static Dictionary<string, ContractSlip> Names =>
        new()
        {
            ["option of another field"] = OfField(
                "x-option: seed",
                "--seed is also the option of \"settings.seed\", beside \"negativePrompt\""
            ),
            ["option that every command has"] = OfField(
                "x-option: help",
                "--help is an option of every command: choose another \"x-option\""
            ),
            ["option that is another name of one"] = OfField(
                "x-option: api-key",
                "--api-key is an option of every command"
            ),
            ["C# name of another field"] = OfField(
                "x-csharp-name: Prompt",
                "\"Prompt\" is already the C# name of \"prompt\", beside \"negativePrompt\""
            ),
            ["C# name of a member of every class"] = OfField(
                "x-csharp-name: Extra",
                "\"Extra\" is already the C# name of a member of its class"
            ),
            ["C# name of the class"] = OfField(
                "x-csharp-name: HaiperGenerateRequest",
                "\"HaiperGenerateRequest\" is the name of the class itself"
            ),
            ["C# name of another schema"] = new(
                @"(\n    HaiperTask:\n)",
                "$1      x-csharp-name: HailuoTask\n",
                "x-csharp-name: HailuoTask",
                "\"HailuoTask\" is already the C# name of \"HailuoTask\", beside \"HaiperTask\""
            ),
            ["schema named as another in another case"] = new(
                @"(\n    HaiperTask:\n)",
                "\n    hailuo_task: {type: string}$1",
                "hailuo_task",
                "\"hailuo_task\" and \"HailuoTask\" have the same C# name, or differ only in case"
            ),
            ["C# name of a library type"] = new(
                @"(\n    HaiperTask:\n)",
                "$1      x-csharp-name: Task\n",
                "x-csharp-name: Task",
                "\"Task\" is already the C# name of a type of the client"
            ),
            ["C# name of another operation"] = new(
                Extension,
                "$1      x-csharp-name: CreateUpscale\n",
                "x-csharp-name: CreateUpscale",
                "\"CreateUpscale\" is already the C# name of \"createUpscale\", beside \"createExtension\""
            ),
            ["C# name of a method of every client"] = new(
                Extension,
                "$1      x-csharp-name: Submit\n",
                "x-csharp-name: Submit",
                "\"Submit\" is already the C# name of a method of every client"
            ),
            ["C# name of another parameter"] = new(
                $"({FileId}\n)",
                "$1          x-csharp-name: TaskId\n",
                "x-csharp-name: TaskId",
                "\"TaskId\" is already the C# name of \"taskId\", beside \"fileId\""
            ),
            ["C# name of a member of every enum"] = new(
                @"x-enumNames: \[TwoSeconds,",
                "x-enumNames: [ToString,",
                "x-enumNames: [ToString,",
                "\"ToString\" is already a member of every enum"
            ),
            ["verb of every client"] = new(
                "x-task-verb: upscale",
                "x-task-verb: submit",
                "x-task-verb: submit",
                "\"submit\" is already the name of a method of every client"
            ),
            ["command of another operation"] = new(
                "upscale: {summary: Raises",
                "extend: {summary: Raises",
                "extend: {summary: Makes",
                "\"extend\" is also a command of haiper_createUpscale"
            ),
            ["command with a blank"] = new(
                "upscale: {summary: Raises",
                "Up Scale: {summary: Raises",
                "Up Scale",
                "\"Up Scale\" is not the name of a command: use words in lower case"
            ),
            ["family in another case"] = new(
                @"(operationId: haiper_createUpscale\n      tags: )\[Haiper\]",
                "$1[haiper]",
                "tags: [haiper]",
                "did you mean the family \"Haiper\"?"
            ),
        };

    private static Dictionary<string, ContractSlip> Roles =>
        new()
        {
            ["phases of a request"] = OfField("x-phases: {Pending: [a]}", InRequest("x-phases")),
            ["value of a job in a request"] = OfField(
                "x-task-value: url",
                InRequest("x-task-value")
            ),
            ["reasons of a request"] = OfField("x-reasons: {Balance: [a]}", InRequest("x-reasons")),
            ["absent value of a request"] = OfField("x-absent: ''", InRequest("x-absent")),
            ["code of a call in a request"] = OfField(
                "x-call-status: ['0']",
                InRequest("x-call-status")
            ),
            ["field of a reply in a request"] = OfField(
                "readOnly: true",
                "the client would send this field, although it is \"readOnly\""
            ),
            ["option of a reply"] = new(
                "(          x-task-value: url\n)",
                "$1          x-option: video-url\n",
                "x-option: video-url",
                "\"x-option\" has no effect in a reply, only in a request"
            ),
            ["image of a reply"] = new(
                "(          x-task-value: url\n)",
                "$1          x-input: url\n",
                "x-input: url",
                "\"x-input\" has no effect in a reply, only in a request"
            ),
            ["value of a job that no parameter can hold"] = new(
                "x-task-value: file\n          description: The file id",
                "x-task-value: width\n          description: The file id",
                "x-task-value: width",
                "\"x-task-value: width\" has no effect on a parameter, only id and file"
            ),
            ["header of the key"] = IgnoredHeader("Authorization"),
            ["header of the body"] = IgnoredHeader("content-type"),
            ["header of the reply"] = IgnoredHeader("Accept"),
        };

    private static ContractSlip OfField(string mark, string words) =>
        new(Negative, $"$1          {mark}\n", mark, words);

    private static string InRequest(string mark) =>
        $"\"{mark}\" has no effect in a request, only in a reply: move it there, or remove it";

    private static ContractSlip IgnoredHeader(string name) =>
        new(
            FileId,
            $"name: {name}\n          in: header",
            $"name: {name}",
            $"OpenAPI ignores a parameter for the header {name}"
        );
}

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>Keywords that are right elsewhere, and would be ignored where they are.</summary>
internal static partial class ContractSlips
{
    private static Dictionary<string, ContractSlip> Ignored =>
        new()
        {
            ["example beside examples"] = new(
                "      example: LPUqHEAjfonOmohV\n",
                "      example: LPUqHEAjfonOmohV\n      examples: {a: {value: b}}\n",
                "example: LPUq",
                "\"example\" is ignored, because it is beside \"examples\": add it to them, or remove it"
            ),
            ["example without its value"] = new(
                "value: {taskId: 1234abcd}",
                "summary: A job.",
                "generate:",
                "an example needs \"value\", which is missing here"
            ),
            ["example at a URL"] = new(
                "value: {taskId: 1234abcd}",
                "externalValue: https://a.b/c",
                "externalValue",
                "\"externalValue\" cannot be expressed by the generated client"
            ),
            ["field of a request in a reply"] = new(
                "(          x-task-value: url\n)",
                "$1          writeOnly: true\n",
                "writeOnly: true",
                "\"writeOnly\" has no effect in a reply, only in a request"
            ),
            ["limit that excludes without its number"] = new(
                Guidance,
                "$1          exclusiveMinimum: true\n",
                "exclusiveMinimum: true",
                "\"exclusiveMinimum\" has no effect without \"minimum\" beside it: add that, or remove it"
            ),
            ["flows of a bearer"] = new(
                "      scheme: bearer\n",
                "      scheme: bearer\n      flows: {}\n",
                "flows: {}",
                "\"flows\" has no effect on a scheme of this type: remove it"
            ),
            ["header without a name"] = new(
                "name: fileId\n          in: query",
                "in: header",
                "in: header",
                "a parameter needs \"name\", which is missing here"
            ),
            ["blank in an operation id"] = new(
                "operationId: haiper_getTask",
                "operationId: haiper_get Task",
                "haiper_get Task",
                "has the id \"haiper_get Task\": it must be the family"
            ),
            ["format of another language"] = OfType(
                "integer\n          format: int128",
                "\"int128\" is not a format that the client reads; did you mean"
            ),
            ["format of a fraction on a whole number"] = OfType(
                "integer\n          format: double",
                "\"double\" is not a format that the client reads; allowed are int32, int64, unixtime, id"
            ),
            ["format of a whole number on a fraction"] = OfType(
                "number\n          format: int64",
                "\"int64\" is not a format that the client reads; allowed are float, double, decimal"
            ),
            ["format of a flag"] = OfType(
                "boolean\n          format: int32",
                "\"format\" has no effect on the type boolean"
            ),
        };
}

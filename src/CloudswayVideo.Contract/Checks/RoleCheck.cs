namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that a mark which only requests or only replies use is on a schema of theirs.</summary>
internal sealed class RoleCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] OfReplies = (
        "x-task-value x-phases x-reasons x-absent x-envelope x-call-status x-call-message"
    ).Split(' ');

    private static readonly string[] OfRequests =
        "x-input x-image-limits x-option x-bracketed writeOnly".Split(' ');

    private readonly HashSet<JObject> _sent = [];
    private readonly HashSet<JObject> _received = [];
    private readonly HashSet<JObject> _asked = [];

    public void Check(IEnumerable<JObject> schemas)
    {
        foreach (var operation in tree.Operations)
        {
            tree.Collect(tree.Content(operation.Fields["requestBody"])?.Value["schema"], _sent);
            // The one mark of replies that the client also reads in a request.
            _asked.UnionWith(
                operation
                    .BodyFields.Where(one => one.Mark is "id" or "file")
                    .SelectMany(one => tree.Parts(((JProperty)one.Place).Value))
            );
            operation
                .Parameters.ToList()
                .ForEach(parameter => tree.Collect(parameter.Fields["schema"], _sent));
            operation
                .Fields["responses"]
                .Fields()
                .ToList()
                .ForEach(reply =>
                    tree.Collect(tree.Content(reply.Value)?.Value["schema"], _received)
                );
        }

        foreach (var schema in schemas)
        {
            if (_sent.Contains(schema) && schema["readOnly"].IsTrue())
            {
                findings.Add(
                    schema.Field("readOnly")!,
                    "the client would send this field, although it is \"readOnly\": give the request a schema "
                        + "without it"
                );
            }

            switch (_sent.Contains(schema) && !_asked.Contains(schema), _received.Contains(schema))
            {
                case (true, false):
                    Report(schema, OfReplies, "in a request", "a reply");
                    break;
                case (false, true):
                    Report(schema, OfRequests, "in a reply", "a request");
                    break;
            }
        }
    }

    private void Report(JObject schema, string[] marks, string here, string there) =>
        findings.AddEach(
            schema.Fields(marks),
            mark =>
                $"\"{mark.Name}\" has no effect {here}, only in {there}: move it there, or remove it"
        );
}

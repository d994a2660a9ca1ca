namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that the status of a job has a phase for each of its values, and an example of success.</summary>
internal sealed class PhaseCheck(ContractTree tree, Findings findings)
{
    public void Check(FoundOperation question)
    {
        var reply = new SuccessReply(tree, question);
        foreach (var schema in reply.Marked("status").Take(1))
        {
            if (tree.Keyword(schema, "x-phases") is not JObject phases)
            {
                findings.Add(
                    schema,
                    "the status of a job needs \"x-phases\": list its values under Pending, Running, "
                        + "Succeeded and Failed"
                );
                continue;
            }

            findings.AddEach(
                tree.Keyword(schema, "enum").Items().Where(value => PhaseOf(value, phases) is null),
                value =>
                    $"the status \"{value}\" has no phase, so the client would wait without end: list it in "
                    + "\"x-phases\""
            );
            if (!reply.Values("status").Any(value => PhaseOf(value, phases) == "Succeeded"))
            {
                findings.Add(
                    question.Method,
                    $"{question.Name} has no example of a job that succeeded, with which the mock ends its "
                        + "jobs: add one whose status is in the phase Succeeded"
                );
            }
        }
    }

    private static string? PhaseOf(JToken value, JObject phases) =>
        phases.Properties().FirstOrDefault(phase => SchemaPlace.IsIn(phase.Value, value))?.Name;
}

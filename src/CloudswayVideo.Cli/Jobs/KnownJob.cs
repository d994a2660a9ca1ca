using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>Takes up a job by its id: where it was submitted is in the journal, or else in the options.</summary>
internal static class KnownJob
{
    /// <exception cref="CommandException">Neither says which family the job is of.</exception>
    public static async Task<VideoJob> FindAsync(ParseResult arguments, Gateway gateway, CancellationToken cancellationToken)
    {
        var id = arguments.GetValue(JobOptions.Id)!;
        if (gateway.Journal is not { } journal)
        {
            throw new CommandException(
                "A job of an embedded mock ends with the process that submitted it, so there is none to come back to. Run \"cloudsway-video mock\" in another terminal and give its address with --base-url.");
        }

        var entry = await journal.FindAsync(id, cancellationToken);
        var family = arguments.GetValue(JobOptions.FamilyName) ?? entry?.Family
            ?? throw new CommandException($"Job \"{id}\" is not in the journal {journal.Path}. Give --family and --endpoint as it was submitted with.");
        return gateway.ClientFor(Family.Named(family), entry).GetJob(id);
    }
}

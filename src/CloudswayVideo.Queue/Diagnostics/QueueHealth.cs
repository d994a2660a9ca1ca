using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CloudswayVideo.Queue.Diagnostics;

/// <summary>Whether the queue works without the help of a person.</summary>
internal sealed class QueueHealth(VideoJournal journal) : IHealthCheck
{
    private const int OverdueSeconds = 300;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        JournalCounts counts;
        try
        {
            counts = await journal.CountAsync(cancellationToken);
        }
        catch (VideoJournalException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }

        var data = new Dictionary<string, object>
        {
            ["depth"] = counts.Depth,
            ["ambiguous"] = counts.Ambiguous,
            ["oldestSeconds"] = counts.OldestSeconds ?? 0,
        };
        return counts switch
        {
            { Ambiguous: > 0 } => HealthCheckResult.Degraded(
                $"A person must decide about {counts.Ambiguous} videos.",
                data: data
            ),
            { OverdueSeconds: > OverdueSeconds } => HealthCheckResult.Degraded(
                "Videos are overdue: no worker runs, or they are too few.",
                data: data
            ),
            _ => HealthCheckResult.Healthy($"{counts.Depth} videos have not ended.", data),
        };
    }
}

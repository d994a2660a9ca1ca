using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Proofs;

internal sealed partial class KillProof
{
    private (string, List<string>) Judge(
        List<QueuedVideo> ended,
        CountingGateway gateway,
        Dictionary<string, int> events,
        TimeSpan time
    )
    {
        var violations = new List<string>();
        violations.AddRange(
            gateway
                .Accepted.CountBy(job => job.Prompt)
                .Where(paid => paid.Value > 1)
                .Select(paid => $"{paid.Key} was paid {paid.Value} times")
        );
        if (ended.Count != rows)
        {
            violations.Add($"{rows - ended.Count} rows are gone");
        }

        violations.AddRange(
            ended
                .Where(video =>
                    video.State is not (QueuedVideoState.Saved or QueuedVideoState.Ambiguous)
                )
                .Select(video =>
                    $"{video.Key} is forgotten: {video.State}, {video.Reason}, next at {video.NextAt:T}"
                )
        );
        violations.AddRange(
            ended
                .Where(video =>
                    video is { State: QueuedVideoState.Saved } && !File.Exists(video.File)
                )
                .Select(video => $"{video.Key} has no file")
        );
        var ambiguous = ended.Where(video => video.State == QueuedVideoState.Ambiguous).ToList();
        violations.AddRange(
            ambiguous
                .Where(video => string.IsNullOrEmpty(video.Reason))
                .Select(video => $"{video.Key} is ambiguous without a word")
        );
        // An id that was asked about was known to a worker, and so must be in the journal.
        var known = ended.Select(video => video.JobId).ToHashSet();
        violations.AddRange(
            gateway
                .Accepted.Where(job => gateway.WasAskedAbout(job.Id) && !known.Contains(job.Id))
                .Select(job => $"the id {job.Id} was known and is lost")
        );
        // Only what was sent can be ambiguous.
        var paid = gateway.Accepted.Select(job => job.Prompt).ToHashSet();
        var unsent = ambiguous.Where(video => !paid.Contains($"p{video.Key[3..]}")).ToList();
        return (
            $"fleet{(answersAreLost ? ", 503 after acceptance" : "")}: {rows} rows, "
                + $"{string.Join(", ", events.Select(one => $"{one.Value} x {one.Key}"))}; "
                + $"{ended.Count(video => video.State == QueuedVideoState.Saved)} saved, "
                + $"{ambiguous.Count} ambiguous ({unsent.Count} of them not accepted), "
                + $"{gateway.Accepted.Count} paid, {gateway.Requests.Count} requests, {time:mm\\:ss}",
            violations
        );
    }
}

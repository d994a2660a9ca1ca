using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Steps;

namespace CloudswayVideo.Queue.Requests;

/// <summary>The requests that the journal keeps, and the clients of the application.</summary>
internal sealed class KeptRequests(VideoJournal journal, Clients clients) : IRowSource
{
    public CloudswayClient ClientFor(JournalRow row) =>
        clients.Find(RequestKind.Named(row.Kind), row.Endpoint);

    public async Task<Func<Task<VideoJob>>> PrepareAsync(
        JournalRow row,
        string attempt,
        CloudswayClient client,
        CancellationToken cancellationToken
    )
    {
        var kind = RequestKind.Named(row.Kind);
        var text = await journal.RequestAsync(row.Key, cancellationToken);
        var request = await RequestText.ReadAsync(text ?? "", kind.Request);
        return () => kind.SubmitAsync(client, request);
    }
}

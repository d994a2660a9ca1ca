using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Submission;

namespace CloudswayVideo.Queue.Requests;

/// <summary>Takes requests from the journal, and clients from the application.</summary>
internal sealed class JournalRowSource(VideoJournal journal, RegisteredClients clients) : IRowSource
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
        var json = await journal.RequestAsync(row.Key, cancellationToken);
        var request = await CloudswayJson.ReadRequestAsync(
            json ?? "",
            kind.Request,
            cancellationToken
        );
        return () => kind.SubmitAsync(client, request);
    }
}

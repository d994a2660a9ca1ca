using System.Text;
using System.Threading.Channels;

namespace CloudswayVideo.Cli.Mock;

/// <summary>
/// Writes a line for each request. Several lines are written together, because a terminal needs longer for a line than
/// the mock for a request.
/// </summary>
internal sealed class RequestLines : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Task _written;

    public RequestLines(TextWriter writer) => _written = WriteAsync(writer);

    public void Add(string line) => _lines.Writer.TryWrite(line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        await _written;
    }

    private async Task WriteAsync(TextWriter writer)
    {
        var together = new StringBuilder();
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            together.Clear();
            while (together.Length < 10_000 && _lines.Reader.TryRead(out var line))
            {
                together.AppendLine(line);
            }

            await writer.WriteAsync(together).ConfigureAwait(false);
            await writer.FlushAsync().ConfigureAwait(false);
        }
    }
}

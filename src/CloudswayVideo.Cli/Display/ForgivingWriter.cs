using System.Text;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// Writes as long as somebody takes it. A terminal that was closed or a full disk must not keep the id of a paid job
/// from the journal, so what cannot be shown is dropped.
/// </summary>
internal sealed class ForgivingWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    /// <summary>One that any thread may use. It lives as long as what it writes to.</summary>
    public static TextWriter Of(TextWriter writer)
    {
#pragma warning disable CA2000 // It lives as long as what it writes to, which the caller owns.
        return Synchronized(new ForgivingWriter(writer));
#pragma warning restore CA2000
    }

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(string? value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) =>
        Try(() => writer.Write(buffer, index, count));

    public override void Flush() => Try(writer.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // Nobody is there to be told.
        }
    }
}

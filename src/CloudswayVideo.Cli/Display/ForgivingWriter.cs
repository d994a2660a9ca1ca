using System.Text;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// Drops text that cannot be written. A closed terminal or a full disk must not stop the tool before the id of a paid
/// job is in the journal.
/// </summary>
internal sealed class ForgivingWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    /// <summary>Makes a writer that several threads can use. It needs no disposal.</summary>
    public static TextWriter Wrap(TextWriter writer)
    {
#pragma warning disable CA2000 // It lives as long as the inner writer, which the caller owns.
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
        // Of a closed stream, .NET says that the access is denied.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no other place for the text.
        }
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CloudswayVideo.Cli.Journal;

/// <summary>
/// Writes and reads entries of the journal as JSON. A serializer would take a quarter of the time of a short command
/// such as "jobs" to prepare itself, so the fields are listed here.
/// </summary>
internal static class JournalLine
{
    private static readonly JsonWriterOptions Options = new()
    {
        // A prompt stays readable. No browser reads the file.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(JournalEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("attempt", entry.Attempt);
            json.WriteString("at", entry.At);
            WriteText(json, "event", entry.Event.ToString().ToLowerInvariant());
            WriteText(json, "family", entry.Family);
            WriteText(json, "kind", entry.Kind);
            WriteText(json, "endpoint", entry.Endpoint);
            WriteText(json, "baseUrl", entry.BaseUrl);
            WriteText(json, "id", entry.Id);
            WriteText(json, "batch", entry.Batch);
            WriteText(json, "row", entry.Row);
            WriteText(json, "file", entry.File);
            WriteText(json, "prompt", entry.Prompt);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The entry of a line; null if the line is damaged.</summary>
    public static JournalEntry? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var fields = json.RootElement;
            var entry = new JournalEntry(
                fields.GetProperty("attempt").GetGuid(),
                fields.GetProperty("at").GetDateTimeOffset(),
                Enum.Parse<JournalEvent>(ReadText(fields, "event")!, ignoreCase: true),
                ReadText(fields, "family")!,
                ReadText(fields, "kind")!,
                ReadText(fields, "endpoint")!,
                ReadText(fields, "baseUrl")!,
                ReadText(fields, "id"),
                ReadText(fields, "batch"),
                ReadText(fields, "row"),
                ReadText(fields, "file"),
                ReadText(fields, "prompt")
            );
            return entry.IsComplete ? entry : null;
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or KeyNotFoundException
            )
        {
            return null;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? ReadText(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var text) && text.ValueKind != JsonValueKind.Null
            ? text.ToString()
            : null;
}

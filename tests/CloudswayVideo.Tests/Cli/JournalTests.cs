using System.Diagnostics;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>The journal survives crashes and other processes.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Start =
        """{"attempt":"0c6f7a5e-7f0b-4d3a-9d5b-0f5f0c1f2a3b","at":"2026-11-26T22:05:00.1234567+00:00",""";

    private const string Place =
        "\"family\":\"haiper\",\"kind\":\"generate\",\"endpoint\":\"e\",\"baseUrl\":\"https://example.com/v1/ai\"";

    private readonly TemporaryFolder _folder = new();

    private JobJournal Journal => new(_folder["jobs.jsonl"], TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_line_that_a_crash_left_half_written_swallows_no_other()
    {
        await Journal.AppendAsync(Accepted("1"), CancellationToken.None);
        await File.AppendAllTextAsync(Journal.Path, """{"attempt":"0c""");
        await Journal.AppendAsync(Accepted("2"), CancellationToken.None);

        (await Journal.ReadAsync(CancellationToken.None))
            .Select(entry => entry.Id)
            .Should()
            .Equal("1", "2");
    }

    [LinuxTheory]
    [InlineData("pipe")]
    [InlineData("link-to-device")]
    [InlineData("folder")]
    public async Task A_journal_is_a_file_because_anything_else_loses_the_ids(string name)
    {
        using (var mkfifo = Process.Start("mkfifo", ["-m", "600", _folder["pipe"]]))
        {
            await mkfifo.WaitForExitAsync();
        }

        File.CreateSymbolicLink(_folder["link-to-device"], "/dev/null");
        Directory.CreateDirectory(_folder["folder"]);
        var journal = new JobJournal(_folder[name], TimeProvider.System);

        var writing = () => journal.AppendAsync(Accepted("1"), CancellationToken.None);
        var reading = () => journal.ReadAsync(CancellationToken.None);

        await writing
            .Should()
            .ThrowAsync<IOException>()
            .WithMessage("*Name a file with --journal.");
        await reading
            .Should()
            .ThrowAsync<IOException>()
            .WithMessage("*Name a file with --journal.");
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_named_with_the_option_for_another()
    {
        await File.WriteAllTextAsync(_folder["file"], "");
        var journal = new JobJournal(_folder["file/jobs.jsonl"], TimeProvider.System);

        var writing = () => journal.AppendAsync(Accepted("1"), CancellationToken.None);

        await writing
            .Should()
            .ThrowAsync<IOException>()
            .WithMessage($"The journal {journal.Path} cannot be written: *with --journal.");
    }

    [Fact]
    public async Task A_line_of_an_older_version_is_read()
    {
        await File.WriteAllLinesAsync(
            Journal.Path,
            [
                $"{Start}\"event\":\"saved\",{Place},\"id\":\"77\",\"file\":\"/videos/fox.mp4\","
                    + """ "prompt":"F\u00fcchse \ud83e\udd8a","later":{"unknown":[1]}}""",
            ]
        );

        (await Journal.ReadAsync(CancellationToken.None))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Be(
                new JournalEntry(
                    Guid.Parse("0c6f7a5e-7f0b-4d3a-9d5b-0f5f0c1f2a3b"),
                    new DateTimeOffset(2026, 11, 26, 22, 5, 0, TimeSpan.Zero).AddTicks(1_234_567),
                    JournalEvent.Saved,
                    "haiper",
                    "generate",
                    "e",
                    "https://example.com/v1/ai",
                    "77",
                    File: "/videos/fox.mp4",
                    Prompt: "Füchse 🦊"
                )
            );
    }

    [Fact]
    public async Task A_line_keeps_every_character()
    {
        var entry = Accepted("1") with
        {
            Prompt = "\"Füchse\" <🦊> & 'Schnee'\\ \u200f",
            File = "C:\\fox.mp4",
        };

        await Journal.AppendAsync(entry, CancellationToken.None);

        var read = (await Journal.ReadAsync(CancellationToken.None)).Single();
        read.Should().Be(entry with { At = read.At });
        (await File.ReadAllTextAsync(Journal.Path)).Should().Contain("Füchse");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("""{"attempt":"x","at":"2026-01-01T00:00:00Z","event":"accepted"}""")]
    [InlineData(Start + "\"event\":\"lost\"," + Place + "}")]
    [InlineData(Start + "\"event\":\"accepted\"," + Place + "}")]
    [InlineData(Start + "\"event\":\"submitting\"}")]
    [InlineData("""{"attempt":"\ud83d"}""")]
    public async Task A_damaged_line_is_named_and_the_rest_is_read(string line)
    {
        await File.WriteAllTextAsync(Journal.Path, line + "\n");
        var journal = Journal;
        await journal.AppendAsync(Accepted("1"), CancellationToken.None);

        (await journal.ReadAsync(CancellationToken.None)).Should().ContainSingle();

        journal.Problems.Should().ContainSingle().Which.Should().StartWith("Line 1 of ");
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_line()
    {
        var ids = Enumerable.Range(0, 50).Select(number => $"job-{number}").ToList();

        await Task.WhenAll(
            ids.Select(id =>
                Task.Run(() => Journal.AppendAsync(Accepted(id), CancellationToken.None))
            )
        );

        (await Journal.ReadAsync(CancellationToken.None))
            .Select(entry => entry.Id)
            .Should()
            .BeEquivalentTo(ids);
    }

    [Fact]
    public async Task Nobody_else_can_read_it()
    {
        await Journal.AppendAsync(Accepted("1"), CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Journal.Path)
                .Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task An_attempt_whose_process_was_killed_stays_unresolved()
    {
        var killed = Accepted("1") with { Event = JournalEvent.Submitting, Id = null };
        await Journal.AppendAsync(killed, CancellationToken.None);
        await Journal.AppendAsync(Accepted("2"), CancellationToken.None);

        (await Journal.SubmissionsAsync(CancellationToken.None))
            .Should()
            .ContainSingle(entry => entry.Event == JournalEvent.Submitting)
            .Which.Attempt.Should()
            .Be(killed.Attempt);
    }

    private static JournalEntry Accepted(string id) =>
        new(
            Guid.NewGuid(),
            default,
            JournalEvent.Accepted,
            "hailuo",
            "text-to-video",
            "e",
            "https://example.com",
            id
        );
}

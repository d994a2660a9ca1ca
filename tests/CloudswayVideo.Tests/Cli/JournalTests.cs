using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>The journal survives crashes and other processes.</summary>
public sealed class JournalTests : IDisposable
{
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

        (await Journal.UnresolvedAsync(CancellationToken.None))
            .Should()
            .ContainSingle()
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

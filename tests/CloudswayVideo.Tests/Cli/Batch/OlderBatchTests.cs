using CloudswayVideo.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>A folder whose journal an older version wrote: its jobs are paid for.</summary>
public sealed class OlderBatchTests : IAsyncLifetime, IDisposable
{
    // As 0.2.0 wrote it.
    private const string OldTables = """
        DROP VIEW row;
        CREATE TABLE row (
            key TEXT PRIMARY KEY COLLATE NOCASE, number INTEGER NOT NULL, digest TEXT NOT NULL, command TEXT NOT NULL,
            endpoint TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'Pending', isPresent INTEGER NOT NULL DEFAULT 1,
            baseUrl TEXT, job TEXT, submittedAt INTEGER, seconds REAL, file TEXT, reason TEXT, attempt TEXT);
        INSERT INTO row (key, number, digest, command, endpoint, baseUrl)
            SELECT key, number, digest, kind, endpoint, baseUrl FROM cloudsway_video_job;
        DROP TABLE cloudsway_video_job;
        DROP TABLE cloudsway_video_request;
        DROP TABLE cloudsway_video_budget;
        DROP TABLE cloudsway_video_schema;
        UPDATE row SET state = 'Saved', job = 'job-a', file = 'a.mp4', submittedAt = 1000, seconds = 2.5
        WHERE key = 'a';
        UPDATE row SET state = 'Accepted', job = 'job-b', submittedAt = 1000 WHERE key = 'b';
        UPDATE row SET state = 'Unknown' WHERE key = 'c';
        UPDATE row SET state = 'Unknown', job = 'job-d' WHERE key = 'd';
        UPDATE row SET state = 'Failed', reason = 'moderation' WHERE key = 'e';
        UPDATE row SET state = 'Submitting' WHERE key = 'g';
        """;

    private static readonly string[] Keys = ["a", "b", "c", "d", "e", "f", "g"];

    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public OlderBatchTests() => _batch = new BatchFolder(_gateway);

    public async Task InitializeAsync()
    {
        await _batch.WriteAsync([
            .. Keys.Select(key =>
                $$"""{"command":"haiper generate","prompt":"{{key}}","id":"{{key}}"}"""
            ),
        ]);
        _gateway.Refusal = (_, _) => (402, "{}");
        (await _batch.RunAsync()).Should().Be(1);
        _gateway.Refusal = (_, _) => null;
        Change(OldTables);
        await File.WriteAllBytesAsync(Path.Combine(_batch.Folder, "a.mp4"), _gateway.Video);
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("ALTER TABLE row DROP COLUMN attempt")]
    public async Task It_goes_on_and_pays_for_nothing_twice(string older)
    {
        if (older.Length > 0)
        {
            Change(older);
        }

        var before = _gateway.Submissions.Count;

        (await _batch.RunAsync()).Should().Be(5, _batch.Tool.Error);

        _gateway.Submissions.Skip(before).Should().Equal("f");
        _batch
            .States.Should()
            .Equal("saved", "saved", "unknown", "unknown", "failed", "saved", "unknown");
        _batch
            .Results.Take(5)
            .Select(row => $"{row["id"]} {row["file"]} {row["reason"]}")
            .Should()
            .Equal("job-a a.mp4 ", "job-b b.mp4 ", "  ", "job-d  ", "  moderation");
        ((double?)_batch.Results[0]["seconds"]).Should().Be(2.5);
    }

    [Fact]
    public async Task What_is_submitted_again_is_what_the_user_says()
    {
        var before = _gateway.Submissions.Count;

        (await _batch.RunAsync("--resubmit-unknown", "--retry-failed"))
            .Should()
            .Be(0, _batch.Tool.Error);

        _gateway.Submissions.Skip(before).Should().BeEquivalentTo("c", "e", "f", "g");
        _batch.States.Should().AllBe("saved");
    }

    [Fact]
    public async Task A_dry_run_leaves_it_as_it_is()
    {
        (await _batch.RunAsync("--dry-run")).Should().Be(0, _batch.Tool.Error);

        _batch
            .Tool.Out.Should()
            .Contain("1 to submit, 1 accepted and not saved, 1 saved, 1 failed");
        Change("UPDATE row SET state = state");
    }

    [Fact]
    public async Task An_older_version_finds_no_table_of_its_own_and_can_make_none()
    {
        (await _batch.RunAsync()).Should().Be(5, _batch.Tool.Error);

        var prepare = () =>
            Change(
                "CREATE TABLE IF NOT EXISTS row (key TEXT); ALTER TABLE row ADD COLUMN attempt TEXT"
            );

        prepare.Should().Throw<SqliteException>().WithMessage("*view*");
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_batch.Folder, "batch.db")};Pooling=false"
        );
        connection.Execute(sql);
    }
}

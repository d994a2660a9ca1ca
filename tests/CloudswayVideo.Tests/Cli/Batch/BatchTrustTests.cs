using CloudswayVideo.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>
/// A folder of a batch may come from anywhere; what its journal says leads neither the key nor a file elsewhere.
/// </summary>
public sealed class BatchTrustTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new() { Status = "IN_PROGRESS" };
    private readonly RawServer _elsewhere = new(connection => connection.AnswerAsync(200, "{}"));
    private readonly BatchFolder _batch;

    public BatchTrustTests() => _batch = new BatchFolder(_gateway);

    private string Journal => Path.Combine(_batch.Folder, "batch.db");

    public async Task InitializeAsync()
    {
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"one","id":"a"}""",
            """{"command":"haiper generate","prompt":"two","id":"b"}"""
        );
        (await _batch.RunAsync("--timeout", "2m")).Should().Be(4, _batch.Tool.Error);
        _batch.States.Should().Equal("accepted", "accepted");
        _gateway.Status = "SUCCESS";
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _elsewhere.DisposeAsync();
    }

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task The_key_goes_to_no_other_host()
    {
        Change($"UPDATE cloudsway_video_job SET baseUrl = '{_elsewhere.Url}v1/ai' WHERE key = 'a'");

        (await _batch.RunAsync()).Should().Be(2);

        _elsewhere.Heads.Should().BeEmpty();
        _batch.States.Should().Equal("accepted", "saved");
        _batch
            .Tool.Error.Should()
            .Contain($"row 1: The journal of this batch says that its job was submitted to")
            .And.Contain("Your access key was not sent there.");
    }

    [Fact]
    public async Task A_journal_of_ids_from_elsewhere_leads_the_key_nowhere_either()
    {
        var journal = _batch.Tool["foreign.jsonl"];
        await File.WriteAllTextAsync(
            journal,
            """{"attempt":"0c2f25a5-4d2c-4b5e-9d52-3a0f8a0e7f01","at":"2026-01-01T00:00:00Z","event":"accepted","""
                + $$""" "family":"haiper","kind":"generate","endpoint":"e","baseUrl":"{{_elsewhere.Url}}","""
                + """ "id":"job-1"}"""
        );
        _batch.Tool.Variables[CloudswayOptions.BaseUrlVariable] = _gateway.Url.AbsoluteUri;

        (await _batch.Tool.RunAsync("status", "job-1", "--journal", journal)).Should().Be(2);

        _elsewhere.Heads.Should().BeEmpty();
        _batch.Tool.Error.Should().Contain("name it with --base-url");
    }

    [Theory]
    [InlineData("../../pwned")]
    [InlineData("nul")]
    public async Task No_file_is_made_outside_the_folder(string key)
    {
        Change($"UPDATE cloudsway_video_job SET key = '{key}' WHERE key = 'a'");
        await _batch.WriteAsync("""{"command":"haiper generate","prompt":"two","id":"b"}""");

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain($"cannot be used: found \"{key}\"");
        Directory
            .GetFiles(Path.GetDirectoryName(_batch.Folder)!, "*.mp4", SearchOption.AllDirectories)
            .Should()
            .Equal(Path.Combine(_batch.Folder, "b.mp4"));
    }

    [Theory]
    [InlineData(
        "UPDATE cloudsway_video_job SET state = 'Paid', number = 'x', changed = 'x', attempt = 'x' WHERE key = 'a'",
        5
    )]
    [InlineData("UPDATE cloudsway_video_job SET job = '../x' WHERE key = 'a'", 2)]
    [InlineData("UPDATE cloudsway_video_job SET job = NULL, changed = 9e18 WHERE key = 'a'", 2)]
    [InlineData(
        "UPDATE cloudsway_video_job SET kind = 'dance' WHERE key = 'a'; DELETE FROM cloudsway_video_job",
        0
    )]
    public async Task A_damaged_row_is_told_and_the_rest_goes_on(string damage, int exitCode)
    {
        Change(damage);

        (await _batch.RunAsync()).Should().Be(exitCode, _batch.Tool.Error);

        ((string?)_batch.Results.Single(row => (string?)row["key"] == "b")["state"])
            .Should()
            .Be("saved");
        _batch.Tool.Error.Should().NotContain("error in the tool");
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_told_as_such()
    {
        await File.WriteAllTextAsync(Journal, new string('x', 5000));

        (await _batch.RunAsync()).Should().Be(1);

        _batch.Tool.Error.Should().Contain("it is damaged, or no SQLite file");
    }

    [LinuxFact]
    public async Task A_journal_that_others_can_write_is_refused()
    {
#pragma warning disable CA1416 // The test runs on Unix alone.
        File.SetUnixFileMode(Journal, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
#pragma warning restore CA1416

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain("Other users can write").And.Contain("chmod 600");
    }

    [LinuxFact]
    public async Task A_journal_that_is_a_link_is_refused()
    {
        File.Move(Journal, Journal + ".other");
        File.CreateSymbolicLink(Journal, Journal + ".other");

        (await _batch.RunAsync()).Should().Be(2);

        _batch.Tool.Error.Should().Contain("is a link");
    }

    [LinuxFact]
    public async Task Nobody_else_can_read_what_tells_of_the_jobs()
    {
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        foreach (var file in new[] { "batch.db", "batch.lock", "results.jsonl", "gallery.html" })
        {
#pragma warning disable CA1416 // The test runs on Unix alone.
            File.GetUnixFileMode(Path.Combine(_batch.Folder, file))
                .Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
#pragma warning restore CA1416
        }
    }

    [LinuxFact]
    public async Task A_link_in_the_way_of_the_results_is_not_followed()
    {
        var victim = _batch.Tool["victim"];
        await File.WriteAllTextAsync(victim, "mine");
        File.CreateSymbolicLink(Path.Combine(_batch.Folder, "results.jsonl.part"), victim);

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        (await File.ReadAllTextAsync(victim)).Should().Be("mine");
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Journal};Pooling=false");
        connection.Execute(sql);
    }
}

using CloudswayVideo.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>
/// Rows whose submission is in doubt are settled by all that is known here before anything is paid again.
/// </summary>
public sealed class SettledRowTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new() { Status = "IN_PROGRESS" };
    private readonly BatchFolder _batch;

    public SettledRowTests() => _batch = new BatchFolder(_gateway);

    public Task InitializeAsync() => _batch.WritePromptsAsync("one", "two");

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData("Submitting")]
    [InlineData("Ambiguous")]
    public async Task An_id_that_only_the_journal_of_ids_has_is_taken_up(string state)
    {
        (await _batch.RunAsync("--timeout", "1s")).Should().Be(4, _batch.Tool.Error);
        Change($"UPDATE cloudsway_video_job SET state = '{state}', job = NULL WHERE number = 1");
        _gateway.Status = "SUCCESS";

        (await _batch.RunAsync("--resubmit-unknown")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
        _batch.States.Should().Equal("saved", "saved");
        (await File.ReadAllTextAsync(_batch.Tool.JournalPath)).Should().Contain("\"row\":\"");
    }

    [Fact]
    public async Task An_id_that_stood_where_the_contract_has_none_is_asked_about_before_paying_again()
    {
        _gateway.Refusal = (prompt, _) =>
            prompt == "one" ? (200, """{"orderId":"job-one"}""") : null;
        _gateway.Status = "SUCCESS";
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(5, _batch.Tool.Error);
        _batch.States.Should().Equal("unknown", "saved");

        (await _batch.RunAsync("--resubmit-unknown")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("one", "two");
        _batch.States.Should().Equal("saved", "saved");
    }

    [Fact]
    public async Task Where_the_journal_of_ids_cannot_be_written_every_row_is_as_it_was()
    {
        Directory.CreateDirectory(_batch.Tool.JournalPath);

        (await _batch.RunAsync()).Should().Be(1);

        _gateway.Submissions.Should().BeEmpty();
        Directory.Delete(_batch.Tool.JournalPath);
        _gateway.Status = "SUCCESS";
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_batch.Folder, "batch.db")};Pooling=false"
        );
        connection.Execute(sql);
    }
}

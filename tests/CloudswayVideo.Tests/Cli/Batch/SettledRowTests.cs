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
        (await _batch.RunAsync("--timeout", "2m")).Should().Be(4, _batch.Tool.Error);
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

    [Theory]
    [InlineData(200, "{}", "unknown")]
    [InlineData(502, "<html>", "unknown")]
    [InlineData(429, "{}", "saved")]
    [InlineData(0, "", "saved")]
    public async Task What_became_of_a_row_is_settled_though_the_journal_could_not_be_written_any_more(
        int statusCode,
        string body,
        string state
    )
    {
        _gateway.Status = "SUCCESS";
        _gateway.Refusal = (prompt, _) =>
            prompt == "one" && statusCode > 0 ? (statusCode, body) : null;
        _gateway.At = (number, moment) =>
        {
            if (number == 1 && moment == Moment.Arrived)
            {
                Change(
                    "CREATE TRIGGER full BEFORE UPDATE ON cloudsway_video_job "
                        + "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
                );
            }

            return Task.CompletedTask;
        };
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(1, _batch.Tool.Error);
        _batch.Tool.Error.Should().Contain("the disk is full").And.NotContain("error in the tool");
        var sent = _gateway.Submissions.Count;
        _gateway.Refusal = (_, _) => null;
        Change("DROP TRIGGER full");

        await _batch.RunAsync("--concurrency", "1");

        _batch.States.Should().Equal(state, "saved");
        _gateway
            .Submissions.Skip(sent)
            .Should()
            .Equal(statusCode == 429 ? ["one", "two"] : ["two"]);
    }

    [Fact]
    public async Task A_saved_video_whose_file_is_gone_is_fetched_again_and_not_paid_again()
    {
        _gateway.Status = "SUCCESS";
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        var file = Path.Combine(_batch.Folder, (string)_batch.Results[0]["file"]!);
        File.Delete(file);

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _batch.Tool.Error.Should().Contain("The folder lacks the video of 1 saved row: 1. ");
        File.Exists(file).Should().BeTrue();
        _gateway.Submissions.Should().HaveCount(2);
        _batch.States.Should().Equal("saved", "saved");
    }

    [Fact]
    public async Task A_lost_file_whose_job_is_gone_too_is_told_and_not_paid_again()
    {
        _gateway.Status = "SUCCESS";
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        File.Delete(Path.Combine(_batch.Folder, (string)_batch.Results[0]["file"]!));
        _gateway.Status = "FAIL";

        (await _batch.RunAsync()).Should().Be(1, _batch.Tool.Error);

        _gateway.Submissions.Should().HaveCount(2);
        _batch.States.Should().Equal("failed", "saved");
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_batch.Folder, "batch.db")};Pooling=false"
        );
        connection.Execute(sql);
    }
}

using System.Data.Common;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Requests;
using CloudswayVideo.Queue.Submission;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A worker that stands still for longer than its lease, and wakes up again.</summary>
public sealed class FrozenWorkerTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async Task InitializeAsync()
    {
        _fleet = await Fleet.StartAsync();
        await _fleet.EnqueueAsync("a");
    }

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task It_does_not_send_what_a_person_has_decided_about_meanwhile()
    {
        await SubmitAsync(whenBegun: async () =>
        {
            await GiveUpAsync();
            await _fleet.Queue.ResubmitAsync("a");
        });

        _fleet.Gateway.Accepted.Should().BeEmpty();
        (await _fleet.FindAsync("a")).State.Should().Be(QueuedVideoState.Waiting);
        await _fleet.StepAsync("a");
        _fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task It_does_not_send_what_a_person_is_to_decide_about()
    {
        await SubmitAsync(whenBegun: GiveUpAsync);

        _fleet.Gateway.Accepted.Should().BeEmpty();
        (await _fleet.FindAsync("a")).State.Should().Be(QueuedVideoState.Ambiguous);
    }

    [Fact]
    public async Task What_nobody_has_noticed_yet_waits_and_is_submitted_later()
    {
        await SubmitAsync(whenBegun: () =>
        {
            _fleet.Time.Advance(TimeSpan.FromHours(1));
            return Task.CompletedTask;
        });

        _fleet.Gateway.Accepted.Should().BeEmpty();
        (await _fleet.FindAsync("a")).State.Should().Be(QueuedVideoState.Waiting);
    }

    [Fact]
    public async Task An_id_that_comes_before_the_other_submission_began_is_that_of_the_video()
    {
        await AnswerLateAsync(() => _fleet.Queue.ResubmitAsync("a"));

        var video = await _fleet.FindAsync("a");
        (video.State, video.JobId).Should().Be((QueuedVideoState.Accepted, "job1"));
        _fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_jobs_of_one_video_are_told_with_both_ids()
    {
        await AnswerLateAsync(async () =>
        {
            await _fleet.Queue.ResubmitAsync("a");
            await _fleet.StepAsync("a");
        });

        var video = await _fleet.FindAsync("a");
        _fleet.Gateway.Accepted.Should().HaveCount(2, "a person decided so");
        video
            .EarlierJobTokens.Append(video.JobToken)
            .Select(token => VideoJobToken.Parse(token!).Id)
            .Should()
            .BeEquivalentTo("job1", "job2");
    }

    [Fact]
    public async Task An_id_is_written_whatever_the_driver_of_the_database_throws_at_first()
    {
        var hasThrown = new TaskCompletionSource();
        var submission = SubmitAsync(whenAnswered: () =>
        {
            hasThrown.SetResult();
            throw new ObjectDisposedException("Npgsql.NpgsqlCommand");
        });
        await hasThrown.Task;
        while (!submission.IsCompleted)
        {
            _fleet.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await submission;
        (await _fleet.FindAsync("a")).JobId.Should().Be("job1");
    }

    /// <summary>Stands still when its intent is written, or when its answer is there and not written yet.</summary>
    private async Task SubmitAsync(Func<Task>? whenBegun = null, Func<Task>? whenAnswered = null)
    {
        using var database = new PausingDatabase(
            new SqliteDatabase(_fleet.Journal, _fleet.Time),
            async () =>
            {
                if (
                    whenBegun is { } pause
                    && (await _fleet.FindAsync("a")).State == QueuedVideoState.Submitting
                )
                {
                    whenBegun = null;
                    await pause();
                }
            },
            async () =>
            {
                if (whenAnswered is { } pause && _fleet.Gateway.Accepted.Count > 0)
                {
                    whenAnswered = null;
                    await pause();
                }
            }
        );
        var journal = new VideoJournal(database);
        var machine = _fleet.AddMachine();
        var step = new SubmissionStep(
            journal,
            new JournalRowSource(journal, machine.GetRequiredService<RegisteredClients>()),
            new FolderVideoStore(_fleet.Videos),
            budget: null,
            _fleet.Time,
            NullLogger.Instance
        );
        await step.RunAsync((await journal.FindAsync("a", default))!, default);
    }

    private Task AnswerLateAsync(Func<Task> decide) =>
        SubmitAsync(whenAnswered: async () =>
        {
            await GiveUpAsync();
            await decide();
        });

    private async Task GiveUpAsync()
    {
        _fleet.Time.Advance(TimeSpan.FromHours(1));
        (await _fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.PersonDecides);
    }

    private sealed class PausingDatabase(Database inner, Func<Task> after, Func<Task> before)
        : Database
    {
        public override string Name => inner.Name;

        public override string Now => inner.Now;

        public override string SkipLocked => inner.SkipLocked;

        public override string LockSchema => inner.LockSchema;

        public override string CountJournals => inner.CountJournals;

        public override void Dispose() => inner.Dispose();

        protected override async Task<T> UseAsync<T>(
            Func<DbConnection, Task<T>> run,
            CancellationToken cancellationToken
        )
        {
            await before();
            var result = await inner.RunAsync(run, cancellationToken);
            await after();
            return result;
        }
    }
}

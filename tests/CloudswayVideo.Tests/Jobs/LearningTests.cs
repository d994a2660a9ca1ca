using CloudswayVideo.Benchmarks.Schedules;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>
/// The adaptive schedule with simulated jobs as long as real ones, without a clock.
/// </summary>
public sealed class LearningTests
{
    private const int Learning = 50;

    private static readonly PollingSchedule EveryFiveSeconds = PollingSchedule.Fixed(
        TimeSpan.FromSeconds(5)
    );
    private static readonly PollingSchedule Adaptive = PollingSchedule.Adaptive(
        TimeSpan.FromSeconds(5)
    );

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void After_fifty_jobs_it_is_near_the_optimum(double sigma)
    {
        var kinds = new JobKinds(sigma, 120);

        var learned = WaitCost.Mean(
            new ScheduleSimulation(Adaptive, kinds).Run(1500, seed: 1)[Learning..]
        );
        var fixedCost = WaitCost.Mean(
            new ScheduleSimulation(EveryFiveSeconds, kinds).Run(1500, seed: 1)[Learning..]
        );

        (kinds.Bound() / learned.Product).Should().BeInRange(0.9, 1);
        learned
            .Polls.Should()
            .BeApproximately(
                fixedCost.Polls,
                1.5,
                "the interval still says how often a job is asked about in all"
            );
        learned.Delay.Should().BeLessThan(fixedCost.Delay);
    }

    [Theory]
    [InlineData(3, 0.25)]
    [InlineData(3, 0.5)]
    [InlineData(3, 0.8)]
    [InlineData(1 / 3.0, 0.25)]
    [InlineData(1 / 3.0, 0.5)]
    [InlineData(1 / 3.0, 0.8)]
    public void When_jobs_become_faster_or_slower_it_stays_ahead_of_the_fixed_schedule(
        double factor,
        double sigma
    )
    {
        (After(Adaptive).Product / After(EveryFiveSeconds).Product).Should().BeLessThan(1);

        WaitCost After(PollingSchedule schedule) =>
            WaitCost.Mean([
                .. Enumerable
                    .Range(1, 10)
                    .SelectMany(seed =>
                        new ScheduleSimulation(schedule, new JobKinds(sigma, 120))
                        {
                            Shift = (150, factor),
                        }.Run(250, seed)[150..]
                    ),
            ]);
    }

    [Fact]
    public void The_first_of_many_jobs_to_end_do_not_make_it_ask_more_often()
    {
        var kinds = new JobKinds(0.25, 120);

        var together = WaitCost.Mean(
            new ScheduleSimulation(Adaptive, kinds) { AtOnce = 1000 }.Run(1000, seed: 1)
        );
        var fixedCost = WaitCost.Mean(
            new ScheduleSimulation(EveryFiveSeconds, kinds) { AtOnce = 1000 }.Run(1000, seed: 1)
        );

        together.Polls.Should().BeLessThan(fixedCost.Polls * 1.05);
    }

    [Fact]
    public void The_last_hundred_durations_are_kept_also_with_several_threads()
    {
        var durations = new JobDurations();

        Parallel.For(
            0,
            1000,
            job =>
                durations.Add(
                    TimeSpan.FromSeconds(110 + (job % 10)),
                    TimeSpan.FromSeconds(120 + (job % 10))
                )
        );

        durations.Count.Should().Be(100);
        durations.Median.Should().BeCloseTo(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Durations_before_a_shift_are_dropped()
    {
        var durations = new JobDurations();

        foreach (
            var seconds in Enumerable
                .Repeat(new[] { 100, 120, 140 }, 20)
                .SelectMany(all => all)
                .Concat([300, 360, 420])
        )
        {
            durations.Add(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
        }

        durations.Count.Should().BeInRange(3, 5);
        durations.Median.Should().BeGreaterThan(TimeSpan.FromSeconds(290));
    }

    [Fact]
    public void Without_jobs_there_is_no_median()
    {
        var durations = new JobDurations();

        (durations.Count, durations.Median).Should().Be((0, null));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void Impossible_ages_are_refused(int notEndedAfter, int endedBy)
    {
        var add = () =>
            new JobDurations().Add(
                TimeSpan.FromSeconds(notEndedAfter),
                TimeSpan.FromSeconds(endedBy)
            );

        add.Should().Throw<ArgumentOutOfRangeException>();
    }
}

namespace CloudswayVideo.Tests.Jobs;

/// <summary>The delays of each schedule.</summary>
public sealed class ScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly double[] Chances = [0, 0.25, 0.5, 0.75, 1];
    private static readonly JobDurations Nothing = new();

    [Fact]
    public void A_fixed_schedule_varies_its_interval_by_the_jitter_and_no_more()
    {
        var schedule = PollingSchedule.Fixed(10 * Second, jitter: 0.2);

        var delays = Chances.Select(chance => schedule.NextDelay(Moment(500, chance)));

        delays.Should().Equal(8 * Second, 9 * Second, 10 * Second, 11 * Second, 12 * Second);
    }

    [Fact]
    public void An_exponential_schedule_grows_by_its_factor_up_to_its_maximum()
    {
        var schedule = PollingSchedule.Exponential(5 * Second, 1.5, 45 * Second, jitter: 0);

        var delays = Enumerable
            .Range(1, 8)
            .Select(asked => schedule.NextDelay(Moment(0, 0.5, asked: asked)).TotalSeconds);

        delays.Should().Equal(5, 7.5, 11.25, 16.875, 25.3125, 37.96875, 45, 45);
        schedule.NextDelay(Moment(0, 0.5, asked: int.MaxValue)).Should().Be(45 * Second);
    }

    [Fact]
    public void An_exponential_schedule_varies_each_wait_by_the_jitter_and_no_more()
    {
        var schedule = PollingSchedule.Exponential(2 * Second, 2, 120 * Second, jitter: 0.5);

        schedule.NextDelay(Moment(0, 0, asked: 3)).Should().Be(4 * Second);
        schedule.NextDelay(Moment(0, 1, asked: 3)).Should().Be(12 * Second);
        schedule.NextDelay(Moment(0, 1, asked: 100)).Should().Be(180 * Second);
    }

    [Fact]
    public void An_adaptive_schedule_without_durations_is_the_fixed_one()
    {
        var moments = Ages(Nothing).ToList();

        moments
            .Select(PollingSchedule.Adaptive(10 * Second).NextDelay)
            .Should()
            .Equal(moments.Select(PollingSchedule.Fixed(10 * Second).NextDelay));
    }

    [Fact]
    public void An_adaptive_schedule_is_the_fixed_one_for_a_job_that_takes_longer_than_any_before()
    {
        var moments = Ages(Learned()).Where(moment => moment.JobAge > 400 * Second).ToList();

        moments
            .Select(PollingSchedule.Adaptive(10 * Second).NextDelay)
            .Should()
            .Equal(moments.Select(PollingSchedule.Fixed(10 * Second).NextDelay));
    }

    [Fact]
    public void An_adaptive_schedule_keeps_its_gaps_at_any_age()
    {
        var schedule = PollingSchedule.Adaptive(
            5 * Second,
            minimumGap: 4 * Second,
            maximumGap: 20 * Second
        );

        var delays = Ages(Learned()).Select(schedule.NextDelay).ToList();

        delays.Min().Should().Be(4 * Second);
        delays.Max().Should().Be(20 * Second);
    }

    [Fact]
    public void An_adaptive_schedule_asks_most_often_when_most_jobs_end()
    {
        var schedule = PollingSchedule.Adaptive(5 * Second);

        double DelayAt(int age) => schedule.NextDelay(Moment(age, 0.5, Learned())).TotalSeconds;

        DelayAt(0).Should().BeGreaterThan(30);
        DelayAt(120).Should().BeLessThan(4);
    }

    [Fact]
    public void An_adaptive_schedule_never_asks_later_for_being_asked_earlier()
    {
        var schedule = PollingSchedule.Adaptive(5 * Second);
        var learned = Learned();

        var next = Enumerable
            .Range(0, 4000)
            .Select(tenth => tenth / 10.0)
            .Select(age => age + schedule.NextDelay(Moment(age, 0.5, learned)).TotalSeconds)
            .ToList();

        next.Zip(next.Skip(1), (earlier, later) => later - earlier)
            .Min()
            .Should()
            .BeGreaterThan(-1e-6);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void An_invalid_argument_of_a_schedule_is_refused_with_its_name_and_range(
        string name,
        string range,
        Func<PollingSchedule> make
    )
    {
        make.Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"*from {range}*")
            .Which.ParamName.Should()
            .Be(name);
    }

    public static TheoryData<string, string, Func<PollingSchedule>> Mistakes() =>
        new()
        {
            {
                "interval",
                "00:00:00.0010000 to 01:00:00",
                () => PollingSchedule.Fixed(TimeSpan.Zero)
            },
            {
                "interval",
                "00:00:00.0010000 to 01:00:00",
                () => PollingSchedule.Fixed(TimeSpan.FromDays(1))
            },
            { "jitter", "0 to 0.5", () => PollingSchedule.Fixed(Second, -0.1) },
            { "jitter", "0 to 0.5", () => PollingSchedule.Fixed(Second, double.NaN) },
            {
                "initial",
                "00:00:00.0010000 to 01:00:00",
                () => PollingSchedule.Exponential(-Second, 2, Second)
            },
            { "factor", "1 to 10", () => PollingSchedule.Exponential(Second, 0.5, Second) },
            {
                "maximum",
                "00:00:02 to 01:00:00",
                () => PollingSchedule.Exponential(2 * Second, 2, Second)
            },
            { "jitter", "0 to 0.5", () => PollingSchedule.Exponential(Second, 2, Second, 1) },
            {
                "interval",
                "00:00:00.0010000 to 01:00:00",
                () => PollingSchedule.Adaptive(TimeSpan.MaxValue)
            },
            {
                "minimumGap",
                "00:00:00.0010000 to 00:00:05",
                () => PollingSchedule.Adaptive(5 * Second, minimumGap: 6 * Second)
            },
            {
                "maximumGap",
                "00:00:05 to 01:00:00",
                () => PollingSchedule.Adaptive(5 * Second, maximumGap: 4 * Second)
            },
        };

    private static PollingMoment Moment(
        double age,
        double chance,
        JobDurations? learned = null,
        int asked = 1
    ) => new(TimeSpan.FromSeconds(age), asked, chance, learned ?? Nothing);

    private static IEnumerable<PollingMoment> Ages(JobDurations learned) =>
        from age in Enumerable.Range(0, 500)
        from chance in Chances
        select Moment(age, chance, learned);

    // Fifty jobs of 75 to 195 seconds, most of them near 120.
    private static JobDurations Learned()
    {
        var learned = new JobDurations();
        for (var job = 0; job < 50; job++)
        {
            var deviation = ((job * 7 % 50) - 24.5) / 25;
            var duration = Second * (120 * Math.Exp(0.5 * deviation * Math.Abs(deviation)));
            learned.Add(duration - Second, duration + Second);
        }

        return learned;
    }
}

namespace CloudswayVideo.Benchmarks.Schedules;

/// <summary>
/// Waits for jobs on a clock that only exists as a number: asks at once, then when the schedule says, until the job has
/// ended. What the schedule learns is what such questions tell, never the true durations.
/// </summary>
internal sealed class ScheduleSimulation(PollingSchedule schedule, JobKinds kinds)
{
    /// <summary>How many jobs run at a time; the next one is submitted when one has ended.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>The number of the job from which on jobs take longer or shorter, and how many times as long.</summary>
    public (int From, double Factor) Shift { get; init; } = (int.MaxValue, 1);

    /// <summary>Waits for so many jobs.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same jobs, whatever the schedule.</param>
    /// <returns>What each of them took, in the order of their submission.</returns>
    public WaitCost[] Run(int count, int seed)
    {
        var (durations, jitter, learned) = (new Random(seed), new Random(seed), new JobDurations());
        var (costs, next, waits) = (new WaitCost[count], 0, new PriorityQueue<Wait, double>());
        while (next < Math.Min(AtOnce, count))
        {
            waits.Enqueue(Submit(0), 0);
        }

        while (waits.TryDequeue(out var wait, out var now))
        {
            wait.Asked++;
            var age = now - wait.Submitted;
            if (age < wait.Duration)
            {
                wait.LastAge = age;
                var delay = schedule.NextDelay(
                    new PollingMoment(
                        TimeSpan.FromSeconds(age),
                        wait.Asked,
                        jitter.NextDouble(),
                        learned
                    )
                );
                waits.Enqueue(wait, now + delay.TotalSeconds);
                continue;
            }

            learned.Add(TimeSpan.FromSeconds(wait.LastAge), TimeSpan.FromSeconds(age));
            costs[wait.Number] = new WaitCost(wait.Asked, age - wait.Duration);
            if (next < count)
            {
                waits.Enqueue(Submit(now), now);
            }
        }

        return costs;

        Wait Submit(double now) =>
            new(now, (next < Shift.From ? kinds : kinds.Slower(Shift.Factor)).Next(durations))
            {
                Number = next++,
            };
    }

    private sealed class Wait(double submitted, double duration)
    {
        public required int Number { get; init; }

        public double Submitted { get; } = submitted;

        public double Duration { get; } = duration;

        public int Asked { get; set; }

        public double LastAge { get; set; }
    }
}

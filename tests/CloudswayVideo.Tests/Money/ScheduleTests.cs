using System.Globalization;
using Xunit.Abstractions;

namespace CloudswayVideo.Tests.Money;

/// <summary>
/// Random faults of the gateway, the network and the user's handlers never cause a second job, or the loss of an id.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const string Variable = "CLOUDSWAY_SCHEDULES";
    private const int Few = 300;

    [Fact]
    public async Task No_schedule_of_faults_costs_a_second_job_or_an_id()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable(Variable) ?? $"{Few}",
            CultureInfo.InvariantCulture
        );

        var proof = await ScheduleProof.RunAsync(count, ScheduleProof.UsualSeed);

        output.WriteLine(proof.Summary);
        proof.Broken.Should().BeEmpty($"{Variable}=10000 tries more of them");
    }
}

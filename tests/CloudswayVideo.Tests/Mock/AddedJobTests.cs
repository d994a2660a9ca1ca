using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Mock;

/// <summary>Jobs that were submitted elsewhere are there once the mock was told of them.</summary>
public sealed class AddedJobTests : IAsyncLifetime
{
    private readonly SkippingTimeProvider _time = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() =>
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _time, JobDuration = TimeSpan.FromMinutes(4) }
        );

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    [Theory]
    [InlineData("1896852592654435999")]
    [InlineData("of-another-form")]
    public async Task It_ends_with_a_video_whatever_its_id_looks_like(string id)
    {
        using var folder = new TemporaryFolder();
        _mock.AddJob("hailuo", id);
        _mock.AddJob("haiper", id);

        foreach (
            var job in new[]
            {
                _mock.CreateHailuoClient().GetJob(id),
                _mock.CreateHaiperClient().GetJob(id),
            }
        )
        {
            (await (await job.WaitAsync()).SaveAsync(folder[job.Family]))
                .Should()
                .BeGreaterThan(1000);
        }
    }

    [Fact]
    public async Task It_is_as_old_as_it_is_said_to_be()
    {
        _mock.AddJob("haiper", "young", age: TimeSpan.FromMinutes(2));
        _mock.AddJob("haiper", "old", age: TimeSpan.FromMinutes(5));

        (await _mock.CreateHaiperClient().GetJob("young").AskAsync())
            .Progress.Should()
            .BeApproximately(0.5, 0.01);
        (await _mock.CreateHaiperClient().GetJob("old").AskAsync())
            .Phase.Should()
            .Be(VideoJobPhase.Succeeded);
    }

    [Fact]
    public async Task It_keeps_the_scenario_of_the_endpoint_that_it_was_submitted_at()
    {
        _mock.AddJob("hailuo", "1", "moderated", TimeSpan.FromHours(1));

        var wait = () => _mock.CreateHailuoClient().GetJob("1").WaitAsync();

        await wait.Should().ThrowAsync<VideoModeratedException>();
    }

    [Fact]
    public async Task One_that_is_there_already_stays_and_a_new_one_never_has_its_id()
    {
        var client = _mock.CreateHailuoClient();
        var first = await client.SubmitAsync(HailuoVideoRequest.FromText("x"));
        var next = (
            long.Parse(first.Id, System.Globalization.CultureInfo.InvariantCulture) + 2
        ).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _mock.AddJob("hailuo", first.Id, "fails", TimeSpan.FromHours(1));
        _mock.AddJob("hailuo", next, "fails", TimeSpan.FromHours(1));

        var others = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => client.SubmitAsync(HailuoVideoRequest.FromText("x")))
        );

        (await client.GetJob(first.Id).AskAsync()).Phase.Should().Be(VideoJobPhase.Pending);
        (await client.GetJob(next).AskAsync()).Phase.Should().Be(VideoJobPhase.Failed);
        others
            .Select(job => job.Id)
            .Should()
            .OnlyHaveUniqueItems()
            .And.NotContain([first.Id, next]);
    }

    [Fact]
    public async Task Where_the_contract_shows_short_ids_they_come_round_again()
    {
        using var folder = new TemporaryFolder();
        var contract = await File.ReadAllTextAsync(Repository.ContractPath);
        await File.WriteAllTextAsync(
            folder["contract.yaml"],
            contract.Replace("1896852590888419329", "1", StringComparison.Ordinal)
        );
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { ContractPath = folder["contract.yaml"] }
        );
        mock.AddJob("hailuo", "5");

        var jobs = await Task.WhenAll(
                Enumerable
                    .Range(0, 25)
                    .Select(_ =>
                        mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("x"))
                    )
            )
            .WaitAsync(TimeSpan.FromSeconds(30));

        jobs.Select(job => job.Id).Distinct().Should().HaveCountLessThanOrEqualTo(10);
    }

    [Fact]
    public void A_mistake_is_told()
    {
        var family = () => _mock.AddJob("nobodys", "1");
        var id = () => _mock.AddJob("hailuo", " ");
        var age = () => _mock.AddJob("hailuo", "1", age: TimeSpan.FromSeconds(-1));

        family
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There is no family \"nobodys\". There are Hailuo, Haiper*");
        id.Should().Throw<ArgumentException>();
        age.Should().Throw<ArgumentException>();
    }
}

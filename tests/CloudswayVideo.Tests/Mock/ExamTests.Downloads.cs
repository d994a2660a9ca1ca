using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class ExamTests
{
    [Theory]
    [InlineData("expired-url")]
    [InlineData("truncated-download")]
    public async Task A_file_has_to_come_whole(string scenario)
    {
        var id = await ReachAsync(scenario);
        var url = await FollowAsync(id);
        Line(scenario).Should().Match<ExamLine>(line => line.Passed == null);

        await FetchAsync(url);
        Fails(scenario, "Fetched a file that never came whole").HalfFiles.Should().Be(1);
        await FetchAsync(await FollowAsync(id));

        Line(scenario).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task A_small_file_that_the_client_leaves_half_way_is_half()
    {
        var url = await FollowAsync(await ReachAsync("no-fault"));
        using (var http = new HttpClient())
        {
            // The time stands still, so that nothing of the file comes.
            using var reply = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        }

        await UntilAsync(() => Line("no-fault").HalfFiles == 1);
        Fails("no-fault", "Fetched a file that never came whole");
    }

    [Fact]
    public async Task A_slow_file_that_the_client_leaves_half_way_is_half()
    {
        var url = await FollowAsync(await ReachAsync("slow-bytes"), isSlow: true);
        using (var http = new HttpClient())
        {
            // The time stands still, so that nothing of the file comes.
            using var reply = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        }

        await UntilAsync(() => Line("slow-bytes").HalfFiles == 1);
        Fails("slow-bytes", "Fetched a file that never came whole");

        await FetchAsync(url);

        Line("slow-bytes").Passed.Should().BeTrue();
    }

    [Fact]
    public async Task The_access_key_is_not_for_the_host_of_the_video()
    {
        var url = await FollowAsync(await ReachAsync("no-fault"));
        url.Host.Should().NotBe(_mock.BaseUrl.Host);
        await FetchAsync(url);
        Line("no-fault").Passed.Should().BeTrue();

        await AdvanceUntilAsync(_http.GetByteArrayAsync(url));

        Fails("no-fault", "Sent the access key to the host of the video")
            .KeysElsewhere.Should()
            .Be(1);
    }

    [Fact]
    public async Task A_redirect_leads_to_another_host()
    {
        var id = await ReachAsync("redirect");

        using var reply = await _http.GetAsync($"{_mock.BaseUrl}/any/hailuo/video/task/{id}");

        ((int)reply.StatusCode).Should().Be(307);
        await AdvanceUntilAsync(_http.GetAsync(reply.Headers.Location));
        Fails("redirect", "Sent the access key to the host of the video");
    }
}

using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>Calls reuse their deadline object one after another; the end of one must not end the next.</summary>
public class DeadlineTests
{
    [Fact]
    public async Task A_call_is_not_cancelled_by_the_token_of_the_call_before()
    {
        using var first = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await (connection.Number == 2 ? first.CancelAsync() : Task.CompletedTask);
            await connection.AnswerAsync(200, "{}");
        });
        var client = TestClient.Hailuo(
            server.Url,
            TimeProvider.System,
            options => options.RequestTimeout = TimeSpan.FromMinutes(1)
        );
        await client.GetTaskAsync("1", first.Token);

        var ask = () => client.GetTaskAsync("1");

        await ask.Should().NotThrowAsync();
        first.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task A_call_can_be_made_after_one_that_was_cancelled()
    {
        using var first = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await (connection.Number == 1 ? first.CancelAsync() : Task.CompletedTask);
            await connection.AnswerAsync(200, "{}");
        });
        var client = TestClient.Hailuo(
            server.Url,
            TimeProvider.System,
            options => options.RequestTimeout = TimeSpan.FromMinutes(1)
        );
        var cancelled = () => client.GetTaskAsync("1", first.Token);
        await cancelled.Should().ThrowAsync<OperationCanceledException>();

        var ask = () => client.GetTaskAsync("1");

        await ask.Should().NotThrowAsync();
    }

    [Fact]
    public async Task The_second_call_has_a_time_limit_like_the_first()
    {
        await using var server = new RawServer(connection =>
            connection.Number == 1 ? connection.AnswerAsync(200, "{}") : connection.HangAsync()
        );
        var client = TestClient.Hailuo(server.Url, TimeProvider.System);
        await client.GetTaskAsync("1");

        var ask = () =>
            client.GetTaskAsync(
                "1",
                options: new RequestOptions { Timeout = TimeSpan.FromSeconds(1) }
            );

        await ask.Should().ThrowAsync<CloudswayConnectionException>();
    }

    // The system's clock, because only its deadlines are reused.
}

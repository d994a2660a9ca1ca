using System.Reflection;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>.NET sends a POST without a body again if its connection is lost (dotnet/runtime#86714).</summary>
public sealed class BodylessSubmissionTests
{
    private const string Running = """{"status":"Processing"}""";

    [Fact]
    public async Task A_submission_without_a_body_is_sent_once_although_its_connection_is_lost()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.SendAsync(
                $"HTTP/1.1 200 X\r\nContent-Length: {Running.Length}\r\n\r\n{Running}"
            );
            // The connection is used again, and ends before there is an answer.
            await connection.Stream.ReadAtLeastAsync(new byte[4096], 1);
        });
        var client = TestClient.Hailuo(server.Url);
        await client.GetTaskAsync("1");

        var submit = () => SubmitWithoutBodyAsync(client);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        server.Heads.Should().HaveCount(1, "the second request came over the first connection");
    }

    // Every submission of the contract has a body; one of an overlay may have none.
    private static Task SubmitWithoutBodyAsync(HailuoClient client)
    {
        var request = Activator.CreateInstance(
            typeof(HailuoClient).Assembly.GetType("CloudswayVideo.Transport.ApiRequest")!,
            HttpMethod.Post,
            "/start"
        );
        var send = typeof(CloudswayClient)
            .GetMethod("SendAsync", BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(typeof(TaskCreated));
        return (Task)send.Invoke(client, [request, CancellationToken.None])!;
    }
}

using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>A handler of the application cannot send a paid job twice, at any place in the chain.</summary>
public sealed class HandlerRowTests
{
    private static readonly HaiperGenerateRequest Request = new() { Prompt = "x" };

    private static readonly Chain[] Places =
    [
        Chain.OwnHttpClient,
        Chain.Container,
        Chain.BuilderFilter,
    ];

    public static TheoryData<string> Chains =>
        [
            .. from chain in Places
            from first in Enum.GetValues<UserHandler>()
            from second in Enum.GetValues<UserHandler>()
            select $"{chain} {first} {second}",
        ];

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task At_most_one_submission_arrives(string chain)
    {
        var words = chain.Split(' ');
        UserHandler[] handlers = [.. words[1..].Select(Enum.Parse<UserHandler>)];
        await using var gateway = new PaidGateway { Refusal = (_, _) => (502, "{}") };
        await using var client = new UserChain(
            Enum.Parse<Chain>(words[0]),
            handlers,
            TestClient.Options(gateway.Url)
        );

        var submit = () => client.Haiper.SubmitAsync(Request);

        var failure = (await submit.Should().ThrowAsync<CloudswayException>()).Which;
        var isRead = handlers.Contains(UserHandler.ReadsRequest);
        gateway.Submissions.Should().HaveCount(isRead ? 0 : 1);
        failure.NextStep.Should().Be(isRead ? NextStep.Stop : NextStep.CheckAccount);
    }
}

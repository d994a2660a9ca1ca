namespace CloudswayVideo.Tests.Http;

public class OptionsTests
{
    [Theory]
    [InlineData("", "endpoint", null, "No access key*")]
    [InlineData("Bearer RWsecret0Gd", "endpoint", null, "*starts with \"Bearer \"*")]
    [InlineData("RWsecret0Gd\n", "endpoint", null, "*blank, a line break*")]
    [InlineData("RWsecret0Gd", " ", null, "No endpoint path*")]
    [InlineData("RWsecret0Gd", "a/b", null, "EndpointPath holds a character*")]
    [InlineData(
        "RWsecret0Gd",
        "endpoint",
        "http://example.com/v1/ai",
        "*scheme \"http\". Use https*"
    )]
    [InlineData(
        "RWsecret0Gd",
        "endpoint",
        "https://user:pass@example.com",
        "*without user, query and fragment*"
    )]
    public void What_cannot_be_used_is_said_at_once_and_without_the_key(
        string key,
        string endpoint,
        string? url,
        string message
    )
    {
        var create = () =>
            new HailuoClient(
                new CloudswayOptions
                {
                    AccessKey = key,
                    EndpointPath = endpoint,
                    BaseUrl = url is null ? null : new Uri(url),
                }
            );

        create
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(message)
            .Which.Message.Should()
            .NotContain("RWsecret");
    }

    [Fact]
    public void Polling_options_out_of_range_are_refused_not_replaced()
    {
        var create = () =>
            new HailuoClient(
                new CloudswayOptions
                {
                    AccessKey = "k",
                    EndpointPath = "e",
                    Polling = { Interval = TimeSpan.Zero },
                }
            );

        create.Should().Throw<ArgumentException>().WithMessage("Polling.Interval is 00:00:00*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void A_number_of_questions_out_of_range_is_refused(int questions)
    {
        var create = () =>
            new HailuoClient(
                new CloudswayOptions
                {
                    AccessKey = "k",
                    EndpointPath = "e",
                    Polling = { MaximumQuestions = questions },
                }
            );

        create
            .Should()
            .Throw<ArgumentException>()
            .WithMessage($"Polling.MaximumQuestions is {questions}. It must be at least 1*");
    }

    [Fact]
    public void The_base_url_is_that_of_the_contract() =>
        HailuoClient.DefaultBaseUrl.Should().Be(new Uri("https://genaiapi.cloudsway.net/v1/ai"));
}

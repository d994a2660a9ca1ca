namespace CloudswayVideo.Tests.Http;

public class OptionsTests
{
    [Theory]
    [InlineData("", "endpoint", null, "No access key*")]
    [InlineData("Bearer RWsecret0Gd", "endpoint", null, "*starts with \"Bearer \"*")]
    [InlineData("RWsecret0Gd\n", "endpoint", null, "*space, a line break*")]
    [InlineData("RWsecret0Gd", " ", null, "No endpoint path*")]
    [InlineData("RWsecret0Gd", "a/b", null, "EndpointPath contains a character*")]
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
    public void An_invalid_option_is_reported_at_once_without_the_key(
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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Polling_options_out_of_range_are_refused_not_replaced(long ticks)
    {
        var create = () =>
            new HailuoClient(
                new CloudswayOptions
                {
                    AccessKey = "k",
                    EndpointPath = "e",
                    Polling = { Interval = TimeSpan.FromTicks(ticks) },
                }
            );

        create.Should().Throw<ArgumentException>().WithMessage("Polling.Interval is 00:00:00*");
    }

    [Theory]
    [InlineData(nameof(CloudswayOptions.Polling))]
    [InlineData(nameof(CloudswayOptions.TimeProvider))]
    public void A_null_that_an_option_does_not_allow_is_refused_with_its_name(string name)
    {
        var options = new CloudswayOptions { AccessKey = "k", EndpointPath = "e" };
        typeof(CloudswayOptions).GetProperty(name)!.SetValue(options, null);

        var create = () => new HailuoClient(options);

        create.Should().Throw<ArgumentException>().WithMessage($"{name} is null*");
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

    [Theory]
    [InlineData("http://mock:8080/v1/ai", "mock")]
    [InlineData("http://MOCK:8080/v1/ai", "mock")]
    [InlineData("http://127.0.0.1:8080/v1/ai", null)]
    public void Plain_http_is_allowed_on_this_machine_and_for_the_insecure_host(
        string url,
        string? insecureHost
    ) => Create(url, insecureHost).Should().NotThrow();

    [Theory]
    [InlineData("http://mock:8080/v1/ai", null)]
    [InlineData("http://mock.example.com/v1/ai", "mock")]
    [InlineData("http://example.com/v1/ai", "mock")]
    public void Plain_http_is_refused_for_other_hosts_with_a_hint(
        string url,
        string? insecureHost
    ) =>
        Create(url, insecureHost)
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*Use https*InsecureHost or CLOUDSWAY_INSECURE_HOST*");

    [Theory]
    [InlineData("http://mock")]
    [InlineData("mock:8080")]
    public void An_insecure_host_has_no_scheme_and_no_port(string host) =>
        Create("https://example.com", host)
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("InsecureHost is not a host name*without scheme and port*");

    [Fact]
    public void The_default_base_url_is_that_of_the_contract() =>
        HailuoClient.DefaultBaseUrl.Should().Be(new Uri("https://genaiapi.cloudsway.net/v1/ai"));

    private static Action Create(string url, string? insecureHost) =>
        () =>
            _ = new HailuoClient(
                new CloudswayOptions
                {
                    AccessKey = "k",
                    EndpointPath = "e",
                    BaseUrl = new Uri(url),
                    InsecureHost = insecureHost,
                }
            );
}

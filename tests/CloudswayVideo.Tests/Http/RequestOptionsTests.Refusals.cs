namespace CloudswayVideo.Tests.Http;

public partial class RequestOptionsTests
{
    [Theory]
    [InlineData("Authorization", "Bearer x")]
    [InlineData("authorization", "Bearer x")]
    [InlineData("Proxy-Authorization", "Basic x")]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("Content-Length", "1")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Accept", "text/html")]
    [InlineData("Accept-Encoding", "zstd")]
    [InlineData("User-Agent", "me")]
    [InlineData("X Trace", "1")]
    [InlineData("X-Trace:", "1")]
    [InlineData("", "1")]
    [InlineData("X-Tr\u00E4ce", "1")]
    [InlineData("X-Trace", "")]
    [InlineData("X-Trace", null)]
    [InlineData("X-Trace", "found in values\r\nAuthorization: Bearer x")]
    [InlineData("X-Trace", "caf\u00E9")]
    [InlineData("X-Trace", "a\u0000b")]
    [InlineData("If-Modified-Since", "yesterday, I think")]
    [InlineData("X-Trace", "the key is RWsecret0Gd")]
    public async Task A_header_that_cannot_be_added_is_refused_and_nothing_is_sent(
        string name,
        string? value
    )
    {
        var options = new RequestOptions { Headers = { [name] = value! } };

        await ShouldRefuseAsync(options, value);
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("tenant", null)]
    [InlineData("tenant", "the key is RWsecret0Gd")]
    [InlineData("RWsecret0Gd", "")]
    public async Task A_parameter_that_cannot_be_added_is_refused_and_nothing_is_sent(
        string name,
        string? value
    )
    {
        var options = new RequestOptions { Query = { [name] = value! } };

        await ShouldRefuseAsync(options, value);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused_and_nothing_is_sent() =>
        await ShouldRefuseAsync(
            new RequestOptions { Query = { ["tenant"] = "half \uD800 a pair" } },
            null
        );

    [Fact]
    public async Task Values_that_are_too_long_are_refused_and_nothing_is_sent()
    {
        var text = new string('\u00FC', 2000);

        await ShouldRefuseAsync(new RequestOptions { Query = { ["tenant"] = text } }, text);
        text = new string('u', 8193);
        await ShouldRefuseAsync(new RequestOptions { Headers = { ["X-Trace"] = text } }, text);
    }

    [Fact]
    public async Task All_problems_are_in_one_message()
    {
        var client = new HailuoClient(service.Answering(Accepted));

        var submit = () =>
            client.SubmitAsync(
                Request,
                options: new RequestOptions
                {
                    Headers = { ["Host"] = "elsewhere", ["X-Trace"] = "\n" },
                    Query = { [""] = "1" },
                }
            );

        (await submit.Should().ThrowAsync<ArgumentException>())
            .Which.Message.Should()
            .Match("Nothing was sent. *Host*X-Trace*query*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_401)]
    public async Task A_timeout_out_of_range_is_refused_and_nothing_is_sent(int seconds) =>
        await ShouldRefuseAsync(
            new RequestOptions { Timeout = TimeSpan.FromSeconds(seconds) },
            null
        );

    [Fact]
    public async Task The_key_of_a_provider_is_found_in_the_options()
    {
        var options = service.Answering(Accepted);
        options.AccessKeyProvider = _ => ValueTask.FromResult("another-secret-key");
        var client = new HailuoClient(options);

        var submit = () =>
            client.SubmitAsync(
                Request,
                options: new RequestOptions { Headers = { ["X-Key"] = "another-secret-key" } }
            );

        var thrown = (await submit.Should().ThrowAsync<ArgumentException>()).Which;
        thrown.ToString().Should().NotContain("another-secret-key");
        service.Arrivals(client).Should().Be(0);
    }

    private async Task ShouldRefuseAsync(RequestOptions options, string? value)
    {
        var client = new HailuoClient(service.Answering(Accepted));

        var submit = () => client.SubmitAsync(Request, options: options);
        var ask = () => client.GetJob("1").AskAsync(options: options);

        var thrown = (await submit.Should().ThrowAsync<ArgumentException>()).Which;
        await ask.Should().ThrowAsync<ArgumentException>();
        service.Arrivals(client).Should().Be(0);
        thrown.ToString().Should().NotContain("RWsecret0Gd");
        if (value?.Length > 3)
        {
            thrown.ToString().Should().NotContain(value);
        }
    }
}

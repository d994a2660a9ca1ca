using System.Collections.Concurrent;
using System.Net;
using CloudswayVideo.MockServer;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <content>Mappings that WireMock refuses, or fails to answer with.</content>
public sealed partial class WireMockTests
{
    [Theory]
    [InlineData("""{"Name":"NoMatcher","Pattern":"x"}""", "Matcher 'NoMatcher' is not supported.")]
    [InlineData("""{"Name":"GraphQLMatcher","Pattern":"x"}""", "The 'GraphQLMatcher' cannot be")]
    [InlineData("""{"Name":"RegexMatcher","Pattern":"("}""", "Invalid pattern '(' at offset 1")]
    public async Task A_matcher_that_WireMock_cannot_use_is_refused_in_a_sentence(
        string matcher,
        string problem
    )
    {
        var request = $$$"""{"Path":{"Matchers":[{{{matcher}}}]}}""";

        foreach (
            var (path, body) in new[]
            {
                ("mappings", $$$"""{"Request":{{{request}}},"Response":{}}"""),
                ("requests/find", request),
                ("requests/count", request),
            }
        )
        {
            using var reply = await _http.PostAsync($"__admin/{path}", new StringContent(body));
            reply.StatusCode.Should().Be(HttpStatusCode.BadRequest, path);
            $"{JObject.Parse(await reply.Content.ReadAsStringAsync())["Status"]}"
                .Should()
                .Contain(problem)
                .And.NotContainAny("\n", "Exception", " at WireMock");
        }
    }

    [Theory]
    [InlineData("""{"StatusCode":"abc"}""", "Response.StatusCode: found abc, it is a number from")]
    [InlineData("""{"StatusCode":9999}""", "Response.StatusCode: found 9999, it is a number from")]
    [InlineData("""{"Fault":{"Type":"RESET"}}""", "Response.Fault.Type: found RESET, it is one of")]
    [InlineData("""{"TransformerType":"Jinja"}""", "found Jinja, it is one of Handlebars")]
    [InlineData("""{"StatusCode":"{{x}}","UseTransformer":true}""", "Mapping added")]
    [InlineData("""{"StatusCode":"404","Fault":{"Type":"EMPTY_RESPONSE"}}""", "Mapping added")]
    public async Task A_value_that_WireMock_would_ignore_or_break_on_is_refused(
        string response,
        string text
    )
    {
        using var reply = await _http.PostAsync(
            "__admin/mappings",
            new StringContent($$$"""{"Request":{"Path":"/x"},"Response":{{{response}}}}""")
        );

        (await reply.Content.ReadAsStringAsync()).Should().Contain(text);
    }

    [Theory]
    [InlineData("""{"BodyAsFile":"nofile"}""", "*Could not find file '*nofile'.")]
    [InlineData("""{"Headers":{"X-A":"a\r\nb"}}""", "*control character in header*")]
    [InlineData("""{"UseTransformer":true,"Body":"{{x"}""", "*Reached end of template*")]
    public async Task Why_a_mapping_failed_is_logged_in_one_line(string response, string reason)
    {
        var log = new ConcurrentQueue<string>();
        await using var mock = await CloudswayMock.StartAsync(
            new()
            {
                Log = log.Enqueue,
                LogRequests = false,
                AdminInterface = true,
            }
        );
        using var http = new HttpClient { BaseAddress = mock.Url };
        using var added = await http.PostAsync(
            "__admin/mappings",
            new StringContent($$$"""{"Request":{"Path":"/x"},"Response":{{{response}}}}""")
        );
        added.EnsureSuccessStatusCode();

        using var reply = await http.GetAsync("x");

        reply.IsSuccessStatusCode.Should().BeFalse();
        log.Should().ContainSingle().Which.Should().Match($"WireMock: {reason}");
        log.Single().Should().NotContain("\n");
    }
}

using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <content>The admin interface: mappings are disabled, removed and translated.</content>
public sealed partial class WireMockTests
{
    [Fact]
    public async Task An_operation_whose_mapping_is_disabled_or_removed_is_not_answered()
    {
        var mapping = $"__admin/mappings/{await GuidOfAsync("hailuo_createTask")}";

        (await _http.PutAsync($"{mapping}/disable", null)).EnsureSuccessStatusCode();
        await IsMissingAsync();
        (await _http.PutAsync($"{mapping}/enable", null)).EnsureSuccessStatusCode();
        (await SubmitAsync()).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _http.DeleteAsync(mapping)).EnsureSuccessStatusCode();
        await IsMissingAsync();
        _mock.Reset();
        (await SubmitAsync()).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_mapping_with_a_byte_order_mark_is_added()
    {
        using var mapping = new ByteArrayContent([
            .. Encoding.UTF8.Preamble,
            .. Encoding.UTF8.GetBytes(Mine.Replace("BodyAsFile", "Body", StringComparison.Ordinal)),
        ]);

        using var reply = await _http.PostAsync("__admin/mappings", mapping);

        reply.StatusCode.Should().Be(HttpStatusCode.Created);
        (await _http.GetStringAsync("mine")).Should().Be("mine.txt");
    }

    [Theory]
    [InlineData("url", """{"url":"/x"}""", "one of urlPath, urlPathPattern")]
    [InlineData("ANY", """{"method":"ANY","urlPath":"/x"}""", "request.method: ")]
    [InlineData(
        "contains",
        """{"urlPath":"/x","headers":{"Accept":{"contains":"xml"}}}""",
        "request.headers.Accept.contains: WireMock.Net does not translate contains"
    )]
    [InlineData(
        "two patterns",
        """{"urlPath":"/x","bodyPatterns":[{"equalTo":"x"},{"equalTo":"y"}]}""",
        "request.bodyPatterns[1].equalTo: "
    )]
    [InlineData(
        "options",
        """{"urlPath":"/x","bodyPatterns":[{"equalToJson":{"a":1},"ignoreExtraElements":true}]}""",
        "request.bodyPatterns[0].ignoreExtraElements: "
    )]
    public async Task A_condition_of_WireMock_for_Java_that_would_be_ignored_is_refused(
        string condition,
        string request,
        string problem
    )
    {
        (await AddJavaAsync($$$"""{"request":{{{request}}},"response":{"status":200}}"""))
            .Should()
            .Contain(problem, condition)
            .And.Contain("The body cannot be used");
    }

    [Theory]
    [InlineData("""{"response":{"status":200,"fixedDelayMilliseconds":9}""", "response.fixedDelay")]
    [InlineData("""{"response":{"fault":"EMPTY_RESPONSE"}""", "response.fault: ")]
    [InlineData("""{"scenarioName":"x","response":{"status":200}""", "scenarioName: ")]
    [InlineData("""{"priority":1,"response":{"status":200}""", "priority: ")]
    public async Task A_reply_of_WireMock_for_Java_that_would_be_ignored_is_refused(
        string start,
        string problem
    ) =>
        (await AddJavaAsync($$$"""{{{start}}},"request":{"urlPath":"/x"}}"""))
            .Should()
            .Contain(problem);

    [Theory]
    [InlineData("POST", "__admin/requests/find", "nonsense", 400, "it is no JSON")]
    [InlineData("PUT", "__admin/settings", "nonsense", 400, "it is no JSON")]
    [InlineData("POST", "__admin/requests/count", "[]", 400, "found Array, it is an object")]
    [InlineData(
        "POST",
        "__admin/requests/count",
        """{"urlPath":"/x"}""",
        400,
        "urlPath: is unknown"
    )]
    [InlineData("PUT", "__admin/scenarios/X/state", "nonsense", 400, "it is no JSON")]
    [InlineData("PUT", "__admin/scenarios/X/state", """{"state":{}}""", 400, "state: ")]
    [InlineData("PUT", "__admin/scenarios/X/state", """{"state":"next"}""", 200, "next")]
    [InlineData("GET", "__admin/mappings/swagger", "", 501, "GET /openapi.json")]
    [InlineData("POST", "__admin/openapi/convert", "x", 501, "--contract FILE")]
    [InlineData(
        "POST",
        "__admin/mappings/wiremock.org",
        "null",
        400,
        "one of urlPath, urlPathPattern"
    )]
    [InlineData("POST", "__admin/mappings/wiremock.org", """{"mappings":[]}""", 400, "lists")]
    [InlineData(
        "POST",
        "__admin/mappings/wiremock.org",
        """{"request":{"urlPathTemplate":"/x/{id}"},"response":{"status":200}}""",
        400,
        "ignores other paths"
    )]
    [InlineData(
        "POST",
        "__admin/mappings/wiremock.org",
        """[{"request":{"method":"GET","urlPath":"/x"},"response":{"status":200}}]""",
        201,
        "added"
    )]
    [InlineData("GET", "__admin", "", 404, "has no GET /__admin. Begin with GET /__admin/mappings")]
    [InlineData("GET", "__admin/nowhere", "", 404, "has no GET /__admin/nowhere.")]
    [InlineData(
        "POST",
        "__admin/mappings",
        """{"$schema":"x","Request":{"Path":"/x"},"Response":{"Body":"x"}}""",
        201,
        "Mapping added"
    )]
    public async Task The_admin_interface_tells_a_mistake_and_needs_no_media_type(
        string method,
        string path,
        string body,
        int statusCode,
        string text
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body),
        };

        using var reply = await _http.SendAsync(request);

        ((int)reply.StatusCode).Should().Be(statusCode);
        (await reply.Content.ReadAsStringAsync()).Should().Contain(text);
    }

    [Fact]
    public async Task The_JSON_of_a_body_beside_the_mappings_is_no_mapping()
    {
        await File.WriteAllTextAsync(_folder["a body.json"], """{"a":1}""");
        await File.WriteAllTextAsync(
            _folder["mine.json"],
            Mine.Replace("mine.txt", "a body.json", StringComparison.Ordinal)
        );

        await using var mock = await StartWithAsync("");

        (await _http.GetStringAsync(new Uri(mock.Url, "mine"))).Should().Be("""{"a":1}""");
    }

    private async Task<string> AddJavaAsync(string mapping)
    {
        using var body = new StringContent(mapping);
        using var reply = await _http.PostAsync("__admin/mappings/wiremock.org", body);
        return await reply.Content.ReadAsStringAsync();
    }

    private async Task<string> GuidOfAsync(string title) =>
        JArray
            .Parse(await _http.GetStringAsync("__admin/mappings"))
            .Where(mapping => (string?)mapping["Title"] == title)
            .Select(mapping => (string)mapping["Guid"]!)
            .Single();

    private async Task IsMissingAsync()
    {
        using var reply = await SubmitAsync();
        reply.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await reply.Content.ReadAsStringAsync())
            .Should()
            .Contain("The mapping of hailuo_createTask was removed or disabled.");
    }
}

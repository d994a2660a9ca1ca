using System.Text.Json;
using System.Text.Json.Nodes;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Http;

/// <summary>Fields of a request that the contract does not know yet.</summary>
public class ExtraFieldTests
{
    [Fact]
    public async Task An_extra_field_is_sent_beside_the_others_and_the_mock_names_it()
    {
        await using var mock = await CloudswayMock.StartAsync(new() { AllowUnknownFields = true });
        var request = HailuoVideoRequest.FromText("A fox");
        request.Extra["frames"] = 10;

        await mock.CreateHailuoClient().SubmitAsync(request);

        mock.Requests[^1].Body.Should().Contain("\"frames\":10").And.Contain("A fox");
        mock.Requests[^1].UnknownFields.Should().Equal("frames");
    }

    [Fact]
    public async Task Extra_fields_that_an_application_read_with_its_own_JSON_are_sent_as_they_are()
    {
        await using var mock = await CloudswayMock.StartAsync(new() { AllowUnknownFields = true });
        var request = HailuoVideoRequest.FromText("A fox");
        using var element = JsonDocument.Parse("""{"frames":10,"at":"2026-01-02T03:04:05Z"}""");
        request.Extra["element"] = element.RootElement;
        request.Extra["document"] = element;
        request.Extra["node"] = JsonNode.Parse("""[true,"füchse",null,1896852590889419333]""");

        var kept = await CloudswayJson.WriteRequestAsync(request);
        await mock.CreateHailuoClient().SubmitAsync(request);

        const string own = """{"frames":10,"at":"2026-01-02T03:04:05Z"}""";
        kept.Should()
            .Be(
                $$"""{"prompt":"A fox","element":{{own}},"document":{{own}},"node":"""
                    + """[true,"füchse",null,1896852590889419333]}"""
            );
        mock.Requests[^1].Body.Should().Be(kept);
    }

    [Fact]
    public async Task A_mock_refuses_unknown_fields_by_default()
    {
        await using var mock = await CloudswayMock.StartAsync();
        var request = HailuoVideoRequest.FromText("A fox");
        request.Extra["frames"] = 10;

        var submit = () => mock.CreateHailuoClient().SubmitAsync(request);

        (await submit.Should().ThrowAsync<CloudswayApiException>())
            .Which.ServiceMessage.Should()
            .Contain("frames: is unknown");
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("firstFrameImage")]
    [InlineData("")]
    public async Task An_extra_field_that_the_contract_knows_is_refused_and_nothing_is_sent(
        string name
    )
    {
        await using var mock = await CloudswayMock.StartAsync(new() { AllowUnknownFields = true });
        var request = HailuoVideoRequest.FromText("A fox");
        request.Extra[name] = "x";

        var submit = () => mock.CreateHailuoClient().SubmitAsync(request);

        (await submit.Should().ThrowAsync<ArgumentException>()).WithMessage(
            $"*Extra contains \"{name}\"*"
        );
        mock.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task An_extra_field_of_a_nested_object_is_sent_there()
    {
        await using var mock = await CloudswayMock.StartAsync(new() { AllowUnknownFields = true });
        var request = new HaiperExtendRequest { Prompt = "On" };
        request.Config.SourceVideo = "https://demo.example/1.mp4";
        request.Config.Extra["strength"] = 0.5;

        await mock.CreateHaiperClient().SubmitAsync(request);

        mock.Requests[^1].UnknownFields.Should().Equal("config.strength");
    }
}

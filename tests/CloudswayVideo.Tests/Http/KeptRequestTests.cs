using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>A request that is written now and submitted later.</summary>
public sealed class KeptRequestTests(StubService service) : IClassFixture<StubService>
{
    [Fact]
    public async Task It_is_sent_as_it_was_written()
    {
        var client = new HaiperClient(service.Answering("""{"taskId":"1"}"""));
        var request = new HaiperGenerateRequest
        {
            Prompt = "a \"fox\" 🦊",
            Settings = new() { Seed = 7 },
        };

        var json = await CloudswayJson.WriteRequestAsync(request);
        var read = await CloudswayJson.ReadRequestAsync(json, typeof(HaiperGenerateRequest));
        await client.SubmitAsync((HaiperGenerateRequest)read);

        service.LastBody.Should().Be(json).And.Contain("\"seed\":7");
    }

    [Theory]
    [InlineData("""{"Prompt":"a fox"}""")]
    [InlineData("""{"prompt":"a fox" """)]
    [InlineData("")]
    [InlineData("[]")]
    public async Task Another_text_is_no_request(string json)
    {
        var read = () => CloudswayJson.ReadRequestAsync(json, typeof(HaiperGenerateRequest));

        (await read.Should().ThrowAsync<ArgumentException>())
            .WithMessage("The HaiperGenerateRequest cannot be read as it was written*")
            .And.Message.Should()
            .NotContain("fox");
    }

    [Fact]
    public async Task One_that_breaks_a_limit_is_not_written()
    {
        var write = () =>
            CloudswayJson.WriteRequestAsync(new HaiperGenerateRequest { Prompt = "" });

        (await write.Should().ThrowAsync<ArgumentException>()).WithMessage("*prompt*required*");
    }
}

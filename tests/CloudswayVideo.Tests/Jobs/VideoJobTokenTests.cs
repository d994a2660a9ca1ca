using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>Tokens, which carry a job to another process.</summary>
public sealed class VideoJobTokenTests(StubService service) : IClassFixture<StubService>
{
    private const string Token = "cv1:Haiper:upscale:e:1767323045006:1234abcd:e38dcf24";

    [Fact]
    public async Task A_job_comes_back_from_its_token_as_it_was()
    {
        var options = service.Answering("""{"taskId":"1234abcd"}""");
        var job = await new HaiperClient(options).SubmitAsync(
            new HaiperUpscaleRequest
            {
                Config = { SourceVideo = "https://h/v.mp4?Signature=secret" },
            }
        );

        var token = job.ToToken();
        var same = new HaiperClient(options).GetJob(token);

        (same.Id, same.Family, same.Operation, same.EndpointPath, same.SubmittedAt)
            .Should()
            .Be((job.Id, job.Family, job.Operation, job.EndpointPath, job.SubmittedAt));
        token
            .Should()
            .MatchRegex("^[A-Za-z0-9._~:-]+$", "it is safe in a URL")
            .And.NotContain(options.AccessKey)
            .And.NotContain("secret");
    }

    [Fact]
    public void A_job_from_an_id_has_a_token()
    {
        var client = new HailuoClient("k", "e");

        var same = client.GetJob(client.GetJob("1234abcd").ToToken());

        (same.Id, same.Operation, same.SubmittedAt).Should().Be(("1234abcd", null, null));
    }

    [Fact]
    public void A_token_of_this_version_stays_readable()
    {
        var token = VideoJobToken.Parse(Token);

        (token.Id, token.Family, token.Operation, token.EndpointPath)
            .Should()
            .Be(("1234abcd", "Haiper", "upscale", "e"));
        token.SubmittedAt.Should().Be(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero));
        token.ToString().Should().Be(Token);
    }

    [Fact]
    public void A_token_with_any_character_changed_or_missing_is_damaged()
    {
        var damaged = Enumerable
            .Range(0, Token.Length)
            .SelectMany(place =>
                new[]
                {
                    Token.Remove(place, 1),
                    Token.Remove(place, 1).Insert(place, Token[place] == 'x' ? "y" : "x"),
                }
            )
            .Where(text => text.Contains(':', StringComparison.Ordinal));

        foreach (var text in damaged)
        {
            var take = () => new HaiperClient("k", "e").GetJob(text);

            take.Should().Throw<ArgumentException>(text).WithMessage("The job token is*");
        }
    }

    [Theory]
    [InlineData("soon")]
    [InlineData(" 1")]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    [InlineData("99999999999999999999")]
    public void A_token_with_an_impossible_time_is_damaged_even_with_a_valid_checksum(string time)
    {
        var text = $"cv1:Haiper:upscale:e:{time}:1234abcd";
        var checksum = Convert
            .ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 4)
            .ToLowerInvariant();

        var parse = () => VideoJobToken.Parse($"{text}:{checksum}");

        parse.Should().Throw<ArgumentException>().WithMessage("The job token is damaged*");
    }

    [Fact]
    public void A_token_of_a_newer_version_has_its_own_message()
    {
        var take = () => new HaiperClient("k", "e").GetJob("cv2:whatever");

        take.Should().Throw<ArgumentException>().WithMessage("*version cv2*reads cv1*Update*");
    }

    [Fact]
    public void A_token_of_another_family_or_endpoint_is_refused()
    {
        var family = () => new HailuoClient("k", "e").GetJob(Token);
        var endpoint = () => new HaiperClient("k", "other").GetJob(Token);

        family
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*job of Haiper with the endpoint path e, but this client is for Hailuo*");
        endpoint
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*this client is for Haiper with other*");
    }
}

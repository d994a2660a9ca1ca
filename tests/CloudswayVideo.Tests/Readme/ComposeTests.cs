using System.Net.Sockets;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using YamlDotNet.Serialization;

namespace CloudswayVideo.Tests.Readme;

/// <summary>
/// The compose file for a mock beside an application, with no container: its values meet a real mock.
/// </summary>
public class ComposeTests
{
    private const string File = "src/CloudswayVideo.MockServer/compose.yaml";

    private static string Text => Read(File);

    [Fact]
    public void The_front_page_shows_the_file() => Read("README.md").Should().Contain(Text);

    [Fact]
    public async Task An_application_with_its_variables_makes_a_video_with_its_mock()
    {
        var services = Services();
        var variables = (Dictionary<object, object>)services["app"]["environment"];
        var arguments = ((List<object>)services["mock"]["command"]).Cast<string>().ToList();
        var time = new SkippingTimeProvider();
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                AccessKey = arguments[arguments.IndexOf("--access-key") + 1],
                AllowedHosts = { arguments[arguments.IndexOf("--allow-host") + 1] },
                TimeProvider = time,
            }
        );
        using var network = NetworkOf(mock);
        var client = new HailuoClient(
            new CloudswayOptions
            {
                EndpointPath = "success",
                BaseUrl = new Uri((string)variables[CloudswayOptions.BaseUrlVariable]),
                InsecureHost = (string)variables[CloudswayOptions.InsecureHostVariable],
                AccessKey = (string)variables[CloudswayOptions.AccessKeyVariable],
                TimeProvider = time,
            },
            network,
            network
        );

        var video = await client.GenerateAsync(HailuoVideoRequest.FromText("x"));
        using var saved = new MemoryStream();
        await video.SaveAsync(saved);

        saved.Length.Should().BePositive();
        video.Url.Should().StartWith("http://mock:8080/");
    }

    // The name of the service is that of the mock, as in the network that compose makes.
    private static HttpClient NetworkOf(CloudswayMock mock) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, token) =>
                {
                    context.DnsEndPoint.Host.Should().Be("mock");
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync("127.0.0.1", mock.BaseUrl.Port, token);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );

    private static Dictionary<string, Dictionary<string, object>> Services() =>
        new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, object>>>>(Text)[
            "services"
        ];

    private static string Read(string file) =>
        System.IO.File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");
}

using System.Reflection;
using System.Xml.Linq;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Diagnostics;

/// <summary>
/// The docs of <see cref="CloudswayDiagnostics"/> list exactly the names in use, because dashboards are built from
/// them.
/// </summary>
public class DocumentationTests
{
    private static readonly Assembly Package = typeof(CloudswayDiagnostics).Assembly;

    private static readonly IReadOnlyList<string> Terms =
    [
        .. XDocument
            .Load(Path.ChangeExtension(Package.Location, "xml"))
            .Descendants("member")
            .Single(member =>
                (string?)member.Attribute("name") == $"T:{typeof(CloudswayDiagnostics).FullName}"
            )
            .Descendants("term")
            // A term may be wrapped over two lines.
            .Select(term =>
                string.Join(
                    ' ',
                    term.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                )
            ),
    ];

    [Fact]
    public void Every_message_is_documented_with_its_number_and_level()
    {
        var messages = Package
            .GetType("CloudswayVideo.Diagnostics.LogMessages")!
            .GetMethods()
            .Select(method =>
                (Name: method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()!)
            )
            .Where(message => message.Message is not null);

        messages
            .Select(message => $"{message.Message.EventId} {message.Name}, {message.Message.Level}")
            .Should()
            .Equal(Terms.Where(term => char.IsAsciiDigit(term[0])));
    }

    [Fact]
    public async Task Every_name_in_use_is_documented_and_every_documented_name_is_in_use()
    {
        using var telemetry = new KeptTelemetry();
        using var service = new StubService();
        await using var videos = new VideoServer();
        await (
            await new HailuoClient(
                service.AnsweringInTurn((429, "{}"), (200, """{"taskId":"1","more":1}"""))
            ).SubmitAsync(HailuoVideoRequest.FromText("x"))
        ).AskAsync();
        await (await videos.VideoAsync()).SaveAsync(new MemoryStream());
        var refused = () => new HailuoClient(service.Answering("{}", 401)).GetTaskAsync("1");
        await refused.Should().ThrowAsync<CloudswayApiException>();

        Uri[] servers = [new(service.Url), videos.Options.BaseUrl!];
        var spans = servers.SelectMany(telemetry.Spans).ToList();
        var measurements = servers.SelectMany(telemetry.Measurements).ToList();
        string[] told =
        [
            .. spans.Select(span => span.OperationName),
            .. spans.SelectMany(span => span.TagObjects.Select(tag => tag.Key)),
            .. measurements.Select(measured => measured.Name),
            .. measurements
                .SelectMany(measured => measured.Tags.Keys)
                .Select(name => name == "network.io.direction" ? "cloudsway.io" : $"{name}*"),
        ];

        var documented = Terms
            .Where(term => !char.IsAsciiDigit(term[0]))
            .SelectMany(term => term.Split(", "));
        told.Select(name => documented.Contains($"{name}*") ? $"{name}*" : name)
            .Distinct()
            .Should()
            .BeEquivalentTo(documented);
    }
}

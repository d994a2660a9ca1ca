using System.Net;
using CloudswayVideo.MockServer;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class WireMockTests
{
    private const string Mine = """
        {"Title":"mine","Request":{"Path":"/mine"},"Response":{"BodyAsFile":"mine.txt"}}
        """;

    [Fact]
    public async Task A_folder_of_mappings_that_is_replaced_is_read_again()
    {
        Directory.CreateDirectory(_folder["mappings"]);
        await WriteMappingAsync("mappings/mine.json", 418);
        await using var mock = await StartWithAsync("mappings");
        Directory.CreateDirectory(_folder["next"]);
        await WriteMappingAsync("next/mine.json", 419);

        Directory.Delete(_folder["mappings"], recursive: true);
        Directory.Move(_folder["next"], _folder["mappings"]);

        await UntilAsync(async () => await StatusAsync(mock) == 419);
        await WriteMappingAsync("mappings/new.json", 420);
        File.Move(_folder["mappings/new.json"], _folder["mappings/mine.json"], overwrite: true);
        await UntilAsync(async () => await StatusAsync(mock) == 420);
    }

    [Theory]
    [InlineData("mappings")]
    [InlineData("__admin/mappings")]
    public async Task A_folder_whose_mappings_are_all_in_a_folder_within_is_refused(string layout)
    {
        Directory.CreateDirectory(_folder[layout]);
        await WriteMappingAsync($"{layout}/mine.json", 418);

        (
            await FluentActions
                .Awaiting(() => StartWithAsync(""))
                .Should()
                .ThrowAsync<InvalidOperationException>()
        ).WithMessage($"*has no mapping file,*{layout} has: name that one*");
    }

    [Fact]
    public async Task Mappings_behind_a_link_that_is_changed_are_read_again()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It needs a right of its own there.
        }

        foreach (var (folder, status) in new[] { ("old", 418), ("new", 419) })
        {
            Directory.CreateDirectory(_folder[folder]);
            await WriteMappingAsync($"{folder}/mine.json", status);
        }

        // As Kubernetes mounts a config map.
        Directory.CreateDirectory(_folder["mappings"]);
        Directory.CreateSymbolicLink(_folder["mappings/..data"], "../old");
        File.CreateSymbolicLink(_folder["mappings/mine.json"], "..data/mine.json");
        await using var mock = await StartWithAsync("mappings");
        (await StatusAsync(mock)).Should().Be(418);

        Directory.Delete(_folder["mappings/..data"]);
        Directory.CreateSymbolicLink(_folder["mappings/..data"], "../new");

        await UntilAsync(async () => await StatusAsync(mock) == 419);
    }

    [Fact]
    public async Task Mappings_are_saved_in_their_folder_and_the_operations_are_not()
    {
        await using var mock = await StartWithAsync("");
        using var http = new HttpClient { BaseAddress = mock.Url };
        await http.PostAsync("__admin/files/mine.txt", new StringContent("a body"));
        (
            await http.PostAsync("__admin/mappings", new StringContent(Mine))
        ).EnsureSuccessStatusCode();

        (await http.PostAsync("__admin/mappings/save", null)).EnsureSuccessStatusCode();

        Directory
            .GetFiles(_folder[""])
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("mine.json", "mine.txt");
        await using var next = await StartWithAsync("");
        (await http.GetStringAsync(new Uri(next.Url, "mine"))).Should().Be("a body");
        (await StatusAsync(next)).Should().Be(401, "the operation answers, and wants a key");
    }

    [Theory]
    [InlineData("__admin/mappings/save", "", 409)]
    [InlineData("__admin/files/mine.txt", "a body", 409)]
    [InlineData(
        "__admin/mappings",
        """{"SaveToFile":true,"Request":{"Path":"/x"},"Response":{"Body":"x"}}""",
        400
    )]
    public async Task Without_a_folder_nothing_is_saved(string path, string body, int statusCode)
    {
        using var reply = await _http.PostAsync(path, new StringContent(body));

        ((int)reply.StatusCode).Should().Be(statusCode);
        (await reply.Content.ReadAsStringAsync())
            .Should()
            .Contain("start it with --mappings FOLDER");
    }

    [Fact]
    public async Task A_file_of_an_operation_is_not_read()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var operation = JArray
            .Parse(await _http.GetStringAsync("__admin/mappings"))
            .Single(mapping => (string?)mapping["Title"] == "hailuo_createTask");
        await File.WriteAllTextAsync(_folder["any.json"], operation.ToString());

        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { MappingsFolder = _folder[""], Log = lines.Enqueue }
        );

        lines.Single().Should().Contain("any.json has the id of an operation");
    }

    [Fact]
    public async Task A_reset_takes_back_the_settings_of_WireMock()
    {
        var start = await _http.GetStringAsync("__admin/settings");
        await PutSettingsAsync(
            """{"globalProcessingDelay":1,"MaxRequestLogCount":1,"HandleRequestsSynchronously":true}"""
        );
        var changed = JObject.Parse(await _http.GetStringAsync("__admin/settings"));
        ((int?)changed["MaxRequestLogCount"]).Should().Be(1);
        ((bool?)changed["DisableRequestBodyDecompressing"]).Should().BeTrue("it was not given");

        _mock.Reset();

        var reset = JObject.Parse(await _http.GetStringAsync("__admin/settings"));
        ((int?)reset["GlobalProcessingDelay"]).Should().Be(0);
        reset.Remove("GlobalProcessingDelay");
        JToken.DeepEquals(reset, JObject.Parse(start)).Should().BeTrue($"{reset}");
    }

    [Theory]
    [InlineData("""{"GlobalDelay":1}""", "GlobalDelay: is unknown")]
    [InlineData("""{"MaxRequestLogCount":"many"}""", "MaxRequestLogCount: ")]
    [InlineData("[]", "found Array, it is an object")]
    public async Task Settings_with_a_mistake_are_refused(string settings, string problem)
    {
        using var reply = await _http.PutAsync("__admin/settings", new StringContent(settings));

        reply.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await reply.Content.ReadAsStringAsync()).Should().Contain(problem);
    }

    private async Task PutSettingsAsync(string settings) =>
        (
            await _http.PutAsync("__admin/settings", new StringContent(settings))
        ).EnsureSuccessStatusCode();

    private Task<CloudswayMock> StartWithAsync(string folder) =>
        CloudswayMock.StartAsync(
            new CloudswayMockOptions { MappingsFolder = _folder[folder], AdminInterface = true }
        );
}

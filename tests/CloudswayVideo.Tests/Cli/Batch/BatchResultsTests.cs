using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>What a batch leaves behind.</summary>
public sealed class BatchResultsTests : IAsyncLifetime, IDisposable
{
    private const string Prompt = "secret-prompt";

    private readonly PaidGateway _gateway = new()
    {
        Refusal = (prompt, _) =>
            prompt == "bad" ? (400, $$"""{"message":"{{Prompt}} is no good"}""") : null,
    };
    private readonly BatchFolder _batch;

    public BatchResultsTests() => _batch = new BatchFolder(_gateway);

    public async Task InitializeAsync()
    {
        await _batch.WriteAsync(
            $$"""{"command":"haiper generate","prompt":"{{Prompt}}","id":"fox"}""",
            """{"command":"haiper generate","prompt":"bad","id":"bear"}"""
        );
        (await _batch.RunAsync()).Should().Be(1, _batch.Tool.Error);
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void The_results_tell_each_row()
    {
        _batch
            .Results.Select(row =>
                $"{row["row"]} {row["key"]} {row["command"]} {row["state"]} {row["file"]} {row["reason"]}"
            )
            .Should()
            .Equal(
                "1 fox haiper generate saved fox.mp4 ",
                "2 bear haiper generate failed  invalidRequest"
            );
        ((string?)_batch.Results[0]["id"]).Should().Be("job-secretprompt");
        ((double)_batch.Results[0]["seconds"]!).Should().BeGreaterOrEqualTo(0);
        _batch
            .Tool.Out.Should()
            .Contain("1 saved, 1 failed")
            .And.Contain(Path.Combine(_batch.Folder, "gallery.html"));
        _batch
            .Tool.Error.Should()
            .Contain("row 1: saved fox.mp4")
            .And.Contain($"The service says: {Prompt} is no good");
    }

    [Fact]
    public async Task The_gallery_needs_nothing_but_the_files_beside_it()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(_batch.Folder, "gallery.html"));

        page.Should()
            .Contain("<video controls preload=\"none\" src=\"fox.mp4\"></video>")
            .And.Contain("2. bear <b>failed</b> invalidRequest");
        page.Should().NotContain("http");
    }

    [Fact]
    public async Task The_results_and_the_gallery_show_the_prompts_of_the_users_own_file()
    {
        ((string?)_batch.Results[0]["prompt"]).Should().Be(Prompt);
        (await File.ReadAllTextAsync(Path.Combine(_batch.Folder, "gallery.html")))
            .Should()
            .Contain(Prompt);
    }

    [Fact]
    public void Nothing_holds_a_key_or_a_signed_URL_and_only_the_users_results_hold_a_prompt()
    {
        foreach (
            var file in Directory
                .GetFiles(_batch.Folder)
                .Where(file => !file.EndsWith(".mp4", StringComparison.Ordinal))
        )
        {
            var text = File.ReadAllText(file, System.Text.Encoding.Latin1);
            text.Should().NotContain("Signature", file).And.NotContain(Tool.Key, file);
            if (Path.GetFileName(file) is not ("results.jsonl" or "gallery.html"))
            {
                text.Should().NotContain(Prompt, file);
            }
        }
    }
}

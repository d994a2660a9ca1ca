using CloudswayVideo.Cli.Display;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>No foreign text controls the terminal, reverses the following text or begins a new line.</summary>
public sealed class PrintableTests : IDisposable
{
    private const string Hostile =
        "a\\u001b]52;c;eA==\\u0007b\\u009b2Jc\\u202ed\\u2066e\\ncloudsway-video: f\\r\\u200f\\u2028";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_line_stays_a_line()
    {
        Printable
            .Line("a\u001b[31m\u009bb\u202ec\u061c\nd\re\u2028f\tg\u007f\ufeff")
            .Should()
            .Be("a\\u001b[31m\\u009bb\\u202ec\\u061c d e\\u2028f g\\u007f\\ufeff");
        Printable
            .Line("ein B\u00e4r, \u72d0\u72f8 \U0001f468\u200d\U0001f469 \u0646\u200c\u0645")
            .Should()
            .Be("ein B\u00e4r, \u72d0\u72f8 \U0001f468\u200d\U0001f469 \u0646\u200c\u0645");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--verbose")]
    public async Task Words_of_the_service_are_harmless_wherever_they_are_shown(string option)
    {
        await using var refusing = new RawServer(connection =>
            connection.AnswerAsync(400, $$"""{"message":"{{Hostile}}","code":"{{Hostile}}"}""")
        );
        await SubmitAsync(refusing, option);
        ShouldBeHarmless();

        await using var failing = new RawServer(connection =>
            connection.AnswerAsync(
                200,
                connection.Head.StartsWith("POST", StringComparison.Ordinal)
                    ? """{"taskId":"1"}"""
                    : $$"""{"status":"{{Hostile}}","failReason":"{{Hostile}}","base_resp":"""
                        + $$"""{"status_code":1027,"status_msg":"{{Hostile}}"} }"""
            )
        );
        await SubmitAsync(failing, option, "--timeout", "2m");
        ShouldBeHarmless();
        await _tool.RunAsync("status", "1", option);
        ShouldBeHarmless();
    }

    [Fact]
    public async Task So_is_a_journal_and_its_damaged_lines_are_named()
    {
        const string common =
            "\"at\":\"2026-01-01T00:00:00Z\",\"endpoint\":\"e\",\"baseUrl\":\"https://x\"";
        await File.WriteAllLinesAsync(
            _tool.JournalPath,
            [
                $$"""{"attempt":"0c2f25a5-4d2c-4b5e-9d52-3a0f8a0e7f01",{{common}},"event":"unknown","""
                    + $$""" "family":"{{Hostile}}","kind":"{{Hostile}}","id":"{{Hostile}}"}""",
                """{"attempt":"0c2f25a5-4d2c-4b5e-9d52-3a0f8a0e7f02","event":"accepted"}""",
                "not JSON",
                $$"""{"attempt":"0c2f25a5-4d2c-4b5e-9d52-3a0f8a0e7f03",{{common}},"event":"accepted","""
                    + """ "family":"haiper","kind":"generate","id":"whole"}""",
            ]
        );

        (await _tool.RunAsync("jobs")).Should().Be(0, _tool.Error);

        ShouldBeHarmless();
        _tool.Out.Should().Contain("whole");
        _tool
            .Error.Should()
            .Contain($"Line 2 of {_tool.JournalPath} is damaged")
            .And.Contain("Line 3 of");
    }

    [Fact]
    public async Task So_is_a_file_of_jobs()
    {
        await File.WriteAllTextAsync(
            _tool["jobs.jsonl"],
            $$"""{"command":"{{Hostile}}"}"""
                + "\n"
                + $$"""{"command":"haiper generate","prompt":"x","{{Hostile}}":"{{Hostile}}","""
                + $$""" "id":"{{Hostile}}","image":"{{Hostile}}"}"""
        );

        (
            await _tool.RunAsync(
                "batch",
                _tool["jobs.jsonl"],
                "--out",
                _tool["out"],
                "--mock",
                "--json"
            )
        )
            .Should()
            .Be(2);

        ShouldBeHarmless();
        _tool.Error.Should().Contain("row 2: id: found").And.Contain("row 1: command: found");
    }

    private Task<int> SubmitAsync(RawServer gateway, params string[] options) =>
        _tool.PayAsync([
            "hailuo",
            "text-to-video",
            "x",
            "--endpoint",
            "e",
            "--base-url",
            gateway.Url.AbsoluteUri,
            "--out",
            _tool["v.mp4"],
            .. options,
        ]);

    private void ShouldBeHarmless()
    {
        (_tool.Out + _tool.Error)
            .Where(character => character != '\n')
            .Should()
            .NotContain(character =>
                char.IsControl(character)
                || "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069".Contains(
                    character,
                    StringComparison.Ordinal
                )
            );
        (_tool.Out + _tool.Error)
            .Should()
            .NotMatchRegex("(?m)^cloudsway-video: f", "no text begins a line of its own");
    }
}

using System.Net.Http.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class ExamTests
{
    // Submits a video for each scenario up to the one that is wanted, whose id comes back.
    private async Task<string> ReachAsync(string scenario)
    {
        var id = "";
        foreach (
            var name in _mock
                .Exam!.Card.Select(line => line.Scenario)
                .TakeWhile(name => name != scenario)
                .Append(scenario)
        )
        {
            var submission = SubmitAsync(name);
            if (name == "slow-bytes")
            {
                await AdvanceUntilAsync(submission);
            }

            id = await submission;
        }

        return id;
    }

    // Lets time pass, for what is slow.
    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.2));
            await Task.Yield();
        }

        await done;
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isTrue())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // The id; nothing where none came.
    private async Task<string> SubmitAsync(string prompt, bool promptOptimizer = false)
    {
        try
        {
            using var reply = await _http.PostAsJsonAsync(
                $"{_mock.BaseUrl}/any/hailuo/video/generate",
                new { prompt, promptOptimizer }
            );
            var text = await reply.Content.ReadAsStringAsync();
            return text.EndsWith('}') ? (string?)JObject.Parse(text)["taskId"] ?? "" : "";
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private async Task<string> AskAsync(string id)
    {
        try
        {
            return await _http.GetStringAsync($"{_mock.BaseUrl}/any/hailuo/video/task/{id}");
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    // Asks at the end of the job, and tells where its video is.
    private async Task<Uri> FollowAsync(string id, bool isSlow = false)
    {
        _mock.AdvanceTime(TimeSpan.FromSeconds(20));
        var task = JObject.Parse(await AnswerAsync(AskAsync(id)));
        var file = await AnswerAsync(
            _http.GetStringAsync(
                $"{_mock.BaseUrl}/any/hailuo/video/file?taskId={id}&fileId={task["file_id"]}"
            )
        );
        return new Uri((string)JObject.Parse(file)["mediaUrl"]!);

        async Task<string> AnswerAsync(Task<string> answer)
        {
            await (isSlow ? AdvanceUntilAsync(answer) : answer);
            return await answer;
        }
    }

    private async Task FetchAsync(Uri url)
    {
        using var http = new HttpClient();
        try
        {
            await AdvanceUntilAsync(http.GetByteArrayAsync(url));
        }
        catch (HttpRequestException)
        {
            // The card tells it.
        }
    }
}

using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

internal partial class ScheduleRun
{
    private static async Task<Exception?> FailureOf(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception;
        }
    }

    private void Record(string step, Exception? failure)
    {
        Outcome += $"{(Outcome.Length > 0 ? ", " : "")}{step}: {failure?.GetType().Name ?? "well"}";
        if (failure is CloudswayException { IsSafeToResubmit: true } && Jobs > 0)
        {
            Break("falsely safe", $"{Describe(failure)} of {step} about an accepted job");
        }

        var isDocumented = failure switch
        {
            null or CloudswayException => true,
            OperationCanceledException => _caller.IsCancellationRequested,
            // A mistake or a file of the caller, found before anything is paid; for a download also the disk.
            ArgumentException => Posts == 0,
            IOException => Posts == 0 || step == "save",
            _ => false,
        };
        if (!isDocumented)
        {
            Break($"family of {step}", $"{Describe(failure)}, {failure!.Message}");
        }

        Judge($"the exception of {step}", failure?.ToString() ?? "");
    }

    // True if the complete reply reached the client. A repeating handler drops replies, a handler that reads replies
    // may fail, and a caller may cancel before the reply is read.
    private string? MustKnow()
    {
        var isMeddled = _schedule.Handlers.Length > 0 && _schedule.Chain != Chain.None;
        return
            Posts is > 0 and <= 4
            && _schedule.Arrivals.ElementAtOrDefault(Posts - 1)
                is { Accepts: true, Reply: var reply }
            && reply.ArrivesWhole
            && reply.Body.Contains("{id}", StringComparison.Ordinal)
            && reply.StatusCode != 204
            && !_caller.IsCancellationRequested
            && !(isMeddled && (reply.StatusCode >= 300 || reply.Delivery > Delivery.Deflate))
            && !_schedule.Handlers.Contains(UserHandler.SendsTwice)
            && !IsHiddenByRedirect(reply)
            ? _gateway.Accepted[^1].Id
            : null;
    }

    // A caller's HttpClient that follows redirects drops the reply with the id. The docs of the constructors say so,
    // and the outcome is reported as unknown.
    private bool IsHiddenByRedirect(GatewayReply reply) =>
        _schedule.Chain == Chain.OwnHttpClient
        && reply.StatusCode is >= 300 and < 400
        && reply.Headers.Contains("Location:", StringComparison.OrdinalIgnoreCase);

    private void Judge(string where, string text)
    {
        foreach (var secret in new[] { TestClient.Key, Plot, "Signature=secret" })
        {
            if (text.Contains(secret, StringComparison.OrdinalIgnoreCase))
            {
                var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
                Break("secret", $"\"{secret}\" in {where}: {text[Math.Max(0, at - 80)..at]}");
            }
        }
    }

    private static string Describe(Exception? failure) => failure?.GetType().Name ?? "success";

    private void Break(string kind, string what) => _violations.Add($"{kind}: {what}");
}

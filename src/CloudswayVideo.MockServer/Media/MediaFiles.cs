using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CloudswayVideo.MockServer.Media;

/// <summary>
/// Stands in for the storage of the videos: signed URLs that expire, ranges, ETags.
/// </summary>
internal sealed class MediaFiles(JobStore jobs, FaultPlan faults, MockExam? exam)
{
    private static readonly TimeSpan WholeFile = TimeSpan.FromSeconds(0.5);

    /// <summary>The video of all jobs.</summary>
    public static byte[] Sample { get; } = ReadSample();

    /// <summary>Answers a request.</summary>
    /// <returns>The id of the job whose video was requested; null without one.</returns>
    public async Task<string?> ServeAsync(HttpContext context)
    {
        var url = MediaUrl.Parse(context.Request);
        var job = url is null ? null : jobs.Find(url.Family, url.JobId);
        var result =
            job is null ? Results.NotFound()
            : !url!.IsSigned
                ? Denied(
                    "SignatureDoesNotMatch",
                    "The request signature does not match the one computed."
                )
            : url.Expires < jobs.Now ? Denied("AccessDenied", "Request has expired.")
            : Results.File(
                Sample,
                "video/mp4",
                enableRangeProcessing: true,
                entityTag: new EntityTagHeaderValue($"\"{job.Id}\"")
            );
        var fault = job is null
            ? null
            : faults.Next(job.Scenario, JobStep.Media, FaultPlan.Media, job);
        if (exam is not null)
        {
            // Of a file that is sent at once, the mock cannot see how much the caller reads.
            fault ??= MockFault.Dribble(WholeFile);
        }

        if (job is not null && exam is not null)
        {
            // Counted before the caller has a byte, because the caller may then ask for the score card.
            context.Response.OnStarting(() =>
            {
                exam.Fetched(job, context, fault);
                return Task.CompletedTask;
            });
        }

        await faults
            .ApplyAsync(context, fault, () => result.ExecuteAsync(context))
            .ConfigureAwait(false);
        return job?.Id;
    }

    // In the form of the vendor's storage.
    private static IResult Denied(string code, string message) =>
        Results.Text(
            $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>",
            "application/xml",
            statusCode: StatusCodes.Status403Forbidden
        );

    private static byte[] ReadSample()
    {
        using var stream = typeof(MediaFiles).Assembly.GetManifestResourceStream(
            "page.sample.mp4"
        )!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using System.Reflection;
using CloudswayVideo.Cli.Display;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Requests;

/// <summary>
/// A request that is built once, then checked, shown and submitted. The bytes of its images stay in their files until
/// they are sent.
/// </summary>
internal sealed class PreparedJob
{
    /// <exception cref="CommandException">The file of an image cannot be read.</exception>
    /// <exception cref="ArgumentException">A value is not an image.</exception>
    public PreparedJob(JobKind kind, JObject body)
    {
        Kind = kind;
        Body = body;
        var request = kind.Submission.GetParameters().First(argument => argument.Name == "request");
        // The request keeps its listener from the start; where progress is shown is known only later.
        var upload = new ProgressDisplay.Listener<TransferProgress>(done => Upload?.Report(done));
        Request = body.WithoutParameters().To(request.ParameterType, upload);
    }

    public JobKind Kind { get; }

    /// <summary>What the user gave, in the shape of the request.</summary>
    public JObject Body { get; }

    /// <summary>The request of the client.</summary>
    public object Request { get; }

    /// <summary>The text that describes the video; null where the kind of job has none.</summary>
    public string? Prompt =>
        Kind.Argument is { IsText: true } text ? (string?)Body.SelectToken(text.Path) : null;

    /// <summary>Receives how much of the images was sent.</summary>
    public IProgress<TransferProgress>? Upload { get; set; }

    /// <summary>
    /// Checks what the contract says about whole requests and images, as submitting does before it sends.
    /// </summary>
    /// <exception cref="CommandException">The request breaks a limit.</exception>
    public void Check(Func<JobField, string> nameOf)
    {
        try
        {
            CloudswayClient.Check(Request);
        }
        catch (ArgumentException refusal)
        {
            throw new CommandException(
                Kind.WithUserNames(FailureReport.Message(refusal), nameOf),
                refusal
            );
        }
    }

    /// <summary>Submits the job with a client of its family.</summary>
    public Task<VideoJob> SubmitAsync(
        CloudswayClient client,
        CancellationToken cancellationToken
    ) =>
        (Task<VideoJob>)
            Kind.Submission.Invoke(
                client,
                BindingFlags.DoNotWrapExceptions,
                null,
                ParameterFields.Arguments(this, cancellationToken),
                null
            )!;
}

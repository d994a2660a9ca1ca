using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Requests;

/// <summary>
/// A request that is built once, and then shown, checked and submitted. Its images stay where they are until then.
/// </summary>
internal sealed class PreparedJob
{
    /// <exception cref="CommandException">The file of an image cannot be read.</exception>
    /// <exception cref="ArgumentException">An image is none.</exception>
    public PreparedJob(JobKind kind, JObject body)
    {
        Kind = kind;
        Body = body;
        var request = kind.Submission.GetParameters().First(argument => argument.Name == "request");
        Request = body.WithoutParameters().To(request.ParameterType, new Relay(this));
    }

    public JobKind Kind { get; }

    /// <summary>What the user gave, in the shape of the request.</summary>
    public JObject Body { get; }

    /// <summary>The request of the client.</summary>
    public object Request { get; }

    /// <summary>The text that describes the video; null where the kind has none.</summary>
    public string? Prompt =>
        Kind.Argument is { IsText: true } text ? (string?)Body.SelectToken(text.Path) : null;

    /// <summary>Receives how much of the images was sent.</summary>
    public IProgress<TransferProgress>? Upload { get; set; }

    private sealed class Relay(PreparedJob job) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => job.Upload?.Report(value);
    }
}

using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Requests;

/// <summary>
/// A request that is built once, and then shown, checked and submitted. Its images stay where they are until then.
/// </summary>
internal sealed class PreparedJob
{
    public PreparedJob(JobKind kind, JObject body, Type requestType)
    {
        Kind = kind;
        Body = body;
        Request = body.To(requestType, new Relay(this));
    }

    public JobKind Kind { get; }

    /// <summary>What the user gave, in the shape of the request.</summary>
    public JObject Body { get; }

    /// <summary>The request of the client.</summary>
    public object Request { get; }

    /// <summary>What is told how much of the images was sent.</summary>
    public IProgress<TransferProgress>? Upload { get; set; }

    private sealed class Relay(PreparedJob job) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => job.Upload?.Report(value);
    }
}

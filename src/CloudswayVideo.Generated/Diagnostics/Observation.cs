using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudswayVideo.Diagnostics;

/// <summary>One running operation: its span, and its duration, which is recorded at its end.</summary>
internal sealed class Observation
{
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;
    private readonly long _start;
    private TagList _tags;

    public Observation(
        string name,
        ActivityKind kind,
        Histogram<double> duration,
        TimeProvider time,
        TagList tags
    )
    {
        (_duration, _time, _tags, _start) = (duration, time, tags, time.GetTimestamp());
        Listeners.Invoke(() =>
            Span = Instruments.Source.StartActivity(name, kind, default(ActivityContext), tags)
        );
    }

    public Activity? Span { get; private set; }

    public double Seconds => _time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Ends the operation with the exception that it failed with; null if it succeeded.</summary>
    public void End(Exception? failure) => End(ObservedOutcome.FromException(failure));

    public void End(ObservedOutcome outcome)
    {
        Tag("cloudsway.outcome", outcome.Name);
        Tag("cloudsway.reason", outcome.Reason?.ToString());
        Tag("error.type", outcome.ErrorType);
        Span?.SetStatus(
            outcome.ErrorType is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error
        );
        Listeners.Invoke(() => _duration.Record(Seconds, _tags));
        Listeners.Invoke(() => Span?.Dispose());
    }

    private void Tag(string name, string? value)
    {
        if (value is not null)
        {
            _tags.Add(name, value);
            Span?.SetTag(name, value);
        }
    }
}

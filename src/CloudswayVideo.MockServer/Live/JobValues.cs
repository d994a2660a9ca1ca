using System.Globalization;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The values of a job, in the types and units of an example.</summary>
internal sealed class JobValues(MockJob job)
{
    // An epoch in an example counts milliseconds from this number on, and seconds below.
    private const long FirstMillisecond = 100_000_000_000;

    private string? _url;

    /// <summary>The progress, in the unit of the contract; null keeps that of the example.</summary>
    public double? Progress { get; init; }

    public DateTimeOffset Expires { get; init; }

    public Func<string> Url { get; init; } = () => "";

    /// <summary>The value for a place of the example; null keeps that of the example.</summary>
    public JToken? Of(ValuePlace place, JToken like) =>
        place.Value switch
        {
            // Not known yet, as in an example of a job that still runs.
            _ when like.Type == JTokenType.Null => null,
            "id" => Text(
                IdShape.AreAlike(like.ToString(), job.UpstreamId) ? job.UpstreamId : job.Id,
                like
            ),
            "file" => Text(job.Scenario.HasVideo ? job.FileId : "", like),
            "url" => job.Scenario.HasVideo ? UrlOf(place) : "",
            "created" => Moment(job.EndsAt, like),
            "expires" => Moment(Expires, like),
            "progress" => Progress is { } progress ? Number(progress, like) : null,
            _ => null,
        };

    // All URLs of one reply count as one. Each item of a list gets a URL of its own.
    private string UrlOf(ValuePlace place)
    {
        _url ??= Url();
        return place.Path.OfType<int>().LastOrDefault() is > 0 and var item
            ? string.Create(CultureInfo.InvariantCulture, $"{_url}&Item={item + 1}")
            : _url;
    }

    private static JValue Text(string text, JToken like) =>
        like.Type == JTokenType.Integer
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new JValue(number)
            : new JValue(text);

    private static JValue Number(double number, JToken like)
    {
        var text = number.ToString("0.##", CultureInfo.InvariantCulture);
        return like.Type == JTokenType.String
                ? new JValue(like.ToString().EndsWith('%') ? $"{text}%" : text)
            : like.Type == JTokenType.Integer && double.IsInteger(number) ? new JValue((long)number)
            : new JValue(number);
    }

    private static JValue Moment(DateTimeOffset moment, JToken like) =>
        long.TryParse(
            like.ToString(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var example
        )
            ? Text(
                (
                    example >= FirstMillisecond
                        ? moment.ToUnixTimeMilliseconds()
                        : moment.ToUnixTimeSeconds()
                ).ToString(CultureInfo.InvariantCulture),
                like
            )
            : new JValue(
                moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            );
}

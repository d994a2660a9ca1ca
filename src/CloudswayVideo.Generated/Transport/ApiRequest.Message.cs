using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace CloudswayVideo.Transport;

internal partial class ApiRequest
{
    private static readonly string UserAgent =
        $"CloudswayVideo/{typeof(ApiRequest).Assembly.GetName().Version?.ToString(3)}";

    public HttpRequestMessage ToMessage(Uri baseUrl)
    {
        var message = new HttpRequestMessage(Method, UrlAt(baseUrl));
        SubmissionPass.Attach(message, IsSubmission);
        if (_fields is not null)
        {
            // Handlers of the application may read and repeat it, unlike a submission.
            message.Content = new StringContent(
                _fields.ToString(Newtonsoft.Json.Formatting.None),
                Encoding.UTF8,
                "application/json"
            );
        }

        // Without validation: parsing these constants would allocate for every poll.
        message.Headers.TryAddWithoutValidation("Accept", _accept);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (_headers is not null)
        {
            foreach (var (name, value) in _headers)
            {
                message.Headers.Add(name, value);
            }
        }

        return message;
    }

    public string UrlAt(Uri baseUrl) => Url(_server?.Invoke(baseUrl) ?? baseUrl);

    // Builds the URL in one buffer: intermediate strings would be most of the allocations of a poll.
    private string Url(Uri baseUrl)
    {
        var url = new DefaultInterpolatedStringHandler(
            0,
            0,
            CultureInfo.InvariantCulture,
            stackalloc char[256]
        );
        url.AppendFormatted(baseUrl.AbsoluteUri.AsSpan().TrimEnd('/'));
        url.AppendLiteral("/");
        var rest = Template.AsSpan().TrimStart('/');
        for (int start; (start = rest.IndexOf('{')) >= 0; )
        {
            var end = rest.IndexOf('}');
            url.AppendFormatted(rest[..start]);
            url.AppendLiteral(Segment(rest[(start + 1)..end]));
            rest = rest[(end + 1)..];
        }

        url.AppendFormatted(rest);
        url.AppendLiteral(_query);
        return url.ToStringAndClear();
    }

    private string Segment(ReadOnlySpan<char> name)
    {
        foreach (var (parameter, value) in _segments)
        {
            if (name.SequenceEqual(parameter))
            {
                return value;
            }
        }

        throw new InvalidOperationException(
            $"The contract has no parameter \"{name}\" for the path {Template}."
        );
    }

    private static IEnumerable<string> Values(object? value) =>
        value is IEnumerable list and not string
            ? list.Cast<object?>().Select(Format).OfType<string>()
            : new[] { Format(value) }.OfType<string>();

    private static string? Format(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTimeOffset moment => moment.UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
                CultureInfo.InvariantCulture
            ),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeSpan duration => XmlConvert.ToString(duration),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}

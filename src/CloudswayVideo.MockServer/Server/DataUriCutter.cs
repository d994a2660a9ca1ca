using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Reads a JSON text and replaces the data of each data URI by its length, so that an image of tens of megabytes is
/// never in memory as a whole.
/// </summary>
/// <param name="source">The text.</param>
/// <param name="maximum">The most characters that the text may have.</param>
internal sealed class DataUriCutter(TextReader source, long maximum)
{
    // Longer than any media type.
    private const int LongestStart = 200;

    private readonly char[] _read = new char[16 * 1024];
    private readonly StringBuilder _kept = new();
    private bool _isInText;
    private bool _isEscaped;

    // The current string up to its first comma; null if it cannot be the start of a data URI.
    private string? _start;

    // How many characters of a data URI were left out so far; null outside of a data URI.
    private int? _cut;

    /// <summary>Reads the text to its end.</summary>
    /// <exception cref="BadHttpRequestException">The text is too long.</exception>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var total = 0L;
        while (
            await source.ReadAsync(_read, cancellationToken).ConfigureAwait(false)
                is var length
                    and > 0
        )
        {
            total += length;
            if (total > maximum)
            {
                throw new BadHttpRequestException(
                    "The text is too long.",
                    StatusCodes.Status413PayloadTooLarge
                );
            }

            Keep(_read.AsSpan(0, length));
        }

        return _kept.ToString();
    }

    private void Keep(ReadOnlySpan<char> json)
    {
        while (!json.IsEmpty)
        {
            var plain =
                _isEscaped ? 1
                : json.IndexOfAny('"', '\\') is var special and >= 0 ? special
                : json.Length;
            KeepPlain(json[..plain]);
            json = json[plain..];
            if (_isEscaped)
            {
                _isEscaped = false;
            }
            else if (!json.IsEmpty)
            {
                KeepSpecial(json[0]);
                json = json[1..];
            }
        }
    }

    private void KeepPlain(ReadOnlySpan<char> characters)
    {
        if (_cut is { } cut)
        {
            // An escape such as \u002B is one character, so its four digits do not count.
            _cut = cut + (_isEscaped && characters[0] == 'u' ? -3 : characters.Length);
            return;
        }

        var comma = _start is null ? -1 : characters.IndexOf(',');
        _start = _start is null
            ? null
            : string.Concat(
                _start,
                characters[..(comma < 0 ? Math.Min(characters.Length, LongestStart) : comma)]
            );
        if (
            comma >= 0
            && _start!.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            && !_start.Contains(' ', StringComparison.Ordinal)
        )
        {
            _cut = characters.Length - comma - 1;
            characters = characters[..(comma + 1)];
        }

        _start = comma >= 0 || _start?.Length > LongestStart ? null : _start;
        _kept.Append(characters);
    }

    private void KeepSpecial(char special)
    {
        if (special == '\\')
        {
            _isEscaped = true;
        }
        else
        {
            if (_cut is { } cut)
            {
                _kept.Append(CultureInfo.InvariantCulture, $"({cut} characters)");
                _cut = null;
            }

            _isInText = !_isInText;
            _start = _isInText ? "" : null;
        }

        if (_cut is null)
        {
            _kept.Append(special);
        }
    }
}

using System.Collections;
using System.Globalization;
using CloudswayVideo.Transport.Json;

namespace CloudswayVideo.Transport;

/// <summary>A request that can check itself against the limits of the contract.</summary>
internal interface IRequestBody
{
    void Check(RequestCheck check);
}

/// <summary>Collects the problems of a request before it is sent. Messages never contain values.</summary>
internal sealed class RequestCheck
{
    private readonly List<string> _problems = [];
    private string _prefix = "";

    /// <summary>Checks a request against the limits of the contract.</summary>
    /// <exception cref="ArgumentException">The request breaks a limit; the message names every such field.</exception>
    public static void Run(object body)
    {
        var check = new RequestCheck();
        (body as IRequestBody)?.Check(check);
        if (check._problems.Count > 0)
        {
            throw new ArgumentException(
                $"{body.GetType().Name} was not sent: {string.Join("; ", check._problems)}.",
                nameof(body)
            );
        }
    }

    public RequestCheck Field(
        string name,
        object? value,
        bool required = false,
        int maximumLength = int.MaxValue,
        int maximumItems = int.MaxValue,
        bool isUrl = false,
        IValueLimits? image = null
    )
    {
        var count = (value as ICollection)?.Count;
        if (required && (value is null || count == 0 || IsBlank(value)))
        {
            _problems.Add($"{_prefix}{name} is required and was not given");
        }
        else if (IsUnsendable(value))
        {
            _problems.Add(
                $"{_prefix}{name} is NaN, infinite or contains half a surrogate pair, which JSON cannot represent"
            );
        }
        else if (count > maximumItems)
        {
            _problems.Add($"{_prefix}{name} has {count} items, at most {maximumItems} allowed");
        }
        else if (
            value is string text
            && maximumLength < int.MaxValue
            && Length(text) is var length
            && length > maximumLength
        )
        {
            _problems.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_prefix}{name} has {length} characters, at most {maximumLength} allowed"
                )
            );
        }
        else if (isUrl && value is string url && !PublicUrl.Is(url))
        {
            _problems.Add(
                $"{_prefix}{name} is not a public URL; it must start with http:// or https://"
            );
        }
        else if (image is not null)
        {
            _problems.AddRange(
                image.Problems(value).Select(problem => $"{_prefix}{name} {problem}")
            );
        }

        return Nested(name, value);
    }

    /// <summary>Checks the fields of Extra: none of them may have the name of a field of the contract.</summary>
    public void Extra(IDictionary<string, object?> extra, params ReadOnlySpan<string> known)
    {
        foreach (var name in extra.Keys)
        {
            if (name.Length == 0 || known.Contains(name))
            {
                _problems.Add(
                    $"{_prefix}Extra contains \"{name}\", which is a field of the contract: set its property instead"
                );
            }
            else if (IsUnsendable(extra[name]))
            {
                _problems.Add(
                    $"{_prefix}Extra contains \"{name}\" with a value that JSON cannot represent (NaN, infinite "
                        + "or half a surrogate pair)"
                );
            }
        }
    }

    private RequestCheck Nested(string name, object? value)
    {
        var outer = _prefix;
        _prefix = $"{outer}{name}.";
        foreach (var body in (value as IEnumerable ?? new[] { value }).OfType<IRequestBody>())
        {
            body.Check(this);
        }

        _prefix = outer;
        return this;
    }

    private static bool IsBlank(object value) =>
        (value is IOpenValue open ? open.Value : value) is null or "";

    // NaN would be sent as a text, and an unpaired surrogate as another character: the paid job would not be the
    // intended one.
    private static bool IsUnsendable(object? value) =>
        value switch
        {
            double number => !double.IsFinite(number),
            float number => !float.IsFinite(number),
            string text => !RequestAdditions.IsWellFormed(text),
            IOpenValue open => IsUnsendable(open.Value),
            IEnumerable<string> texts => texts.Any(IsUnsendable),
            _ => false,
        };

    // JSON Schema counts code points: an emoji is one character, not two.
    private static int Length(string text) => text.EnumerateRunes().Count();
}

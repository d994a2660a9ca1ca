using System.Globalization;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Images;

/// <summary>
/// What the contract says of the images in one field. An image that the service fetches itself is not looked at.
/// </summary>
internal sealed record ImageLimits(
    string[] Formats,
    long MaximumBytes,
    int ShortSideAbove,
    double RatioAbove,
    double RatioBelow
) : IValueLimits
{
    public IEnumerable<string> Problems(object? value) =>
        (value as IEnumerable<ImageInput> ?? (value is ImageInput input ? [input] : [])).SelectMany(
            Problems
        );

    private IEnumerable<string> Problems(ImageInput image)
    {
        if (!image.IsChecked || image.MediaType is null)
        {
            yield break;
        }

        if (!Formats.Contains(image.MediaType))
        {
            // Of a format that has to be changed, the rest will change too; and not every header of one is read here.
            yield return $"is {image.MediaType}, allowed are {string.Join(" and ", Formats)}";
            yield break;
        }

        if (image.Length > MaximumBytes)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"has {image.Length:N0} bytes, at most {MaximumBytes:N0} allowed"
            );
        }

        if (image.Size is not var (width, height))
        {
            yield return "has a header that tells no size: it is damaged or of a rare kind; "
                + "save it anew as a plain JPEG or PNG, or pass it with WithoutChecks()";
            yield break;
        }

        if (Math.Min(width, height) <= ShortSideAbove)
        {
            yield return $"has {width}×{height} pixels, the shorter side must have more than {ShortSideAbove}";
        }

        var ratio = (double)width / height;
        if (ratio <= RatioAbove || ratio >= RatioBelow)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"has {width}×{height} pixels, a ratio of {ratio:0.##}, which must lie between "
                    + $"{RatioAbove} and {RatioBelow}"
            );
        }
    }
}

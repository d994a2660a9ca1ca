using System.Globalization;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Images;

/// <summary>
/// The limits of the contract for the images in one field. An image that the service fetches from a URL is not checked.
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
            // Converting the format changes the other values, too. And the headers of some formats cannot be read.
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
            yield return "has no size in its header: it is damaged or of a rare kind; "
                + "save it again as a plain JPEG or PNG, or use WithoutChecks()";
            yield break;
        }

        if (image.IsCutOff)
        {
            yield return "is cut off: the file ends before the image does; copy or download it again, or save it again";
        }

        if (Math.Min(width, height) <= ShortSideAbove)
        {
            yield return $"has {width}×{height} pixels; the shorter side must have more than {ShortSideAbove}";
        }

        var ratio = (double)width / height;
        if (ratio <= RatioAbove || ratio >= RatioBelow)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"has {width}×{height} pixels, a ratio of {ratio:0.##}; it must be between "
                    + $"{RatioAbove} and {RatioBelow}"
            );
        }
    }
}

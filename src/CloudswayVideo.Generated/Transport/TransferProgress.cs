namespace CloudswayVideo;

/// <summary>How much of an image was sent, or of a video received.</summary>
/// <param name="Bytes">How many bytes: of the image itself, not of the text that it travels as.</param>
/// <param name="TotalBytes">How many there are in all; null where the storage of a video does not tell.</param>
public readonly record struct TransferProgress(long Bytes, long? TotalBytes)
{
    /// <summary>
    /// How much of it is done, from 0 to 1; null where <see cref="TotalBytes"/> is not known, or is 0.
    /// </summary>
    public double? Fraction => TotalBytes > 0 ? (double)Bytes / TotalBytes : null;
}

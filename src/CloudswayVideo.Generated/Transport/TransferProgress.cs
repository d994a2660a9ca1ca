namespace CloudswayVideo;

/// <summary>The progress of sending an image, or of receiving a video.</summary>
/// <param name="Bytes">The bytes so far: those of the image itself, not of its base64 text.</param>
/// <param name="TotalBytes">The number of all bytes; null if the storage of a video does not announce it.</param>
public readonly record struct TransferProgress(long Bytes, long? TotalBytes)
{
    /// <summary>The fraction that is done, from 0 to 1; null if <see cref="TotalBytes"/> is unknown or 0.</summary>
    public double? Fraction => TotalBytes > 0 ? (double)Bytes / TotalBytes : null;
}

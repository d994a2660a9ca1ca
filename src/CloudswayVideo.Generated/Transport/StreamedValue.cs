namespace CloudswayVideo.Transport;

/// <summary>A value whose bytes are streamed into the body of a request as a data URI.</summary>
internal interface IStreamedValue
{
    string? MediaType { get; }

    long Length { get; }

    /// <summary>Receives how many bytes were sent; null for no reports.</summary>
    IProgress<TransferProgress>? Progress { get; }

    Stream OpenRead();
}

/// <summary>The limits of one field that only some kinds of values have.</summary>
internal interface IValueLimits
{
    /// <summary>The problems of a value: each says what was found and what is allowed.</summary>
    IEnumerable<string> Problems(object? value);
}

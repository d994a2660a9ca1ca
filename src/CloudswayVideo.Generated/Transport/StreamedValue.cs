namespace CloudswayVideo.Transport;

/// <summary>A value whose bytes are streamed into the body of a request, as a data URI.</summary>
internal interface IStreamedValue
{
    string? MediaType { get; }

    long Length { get; }

    /// <summary>Receives how many of the bytes were sent.</summary>
    IProgress<TransferProgress>? Progress { get; }

    Stream OpenRead();
}

/// <summary>What the contract says of the values in one field, beyond what every field can have.</summary>
internal interface IValueLimits
{
    /// <summary>What is wrong with the values: what was found, and what is allowed.</summary>
    IEnumerable<string> Problems(object? value);
}

using System.IO.Pipelines;
using CloudswayVideo.Transport;
using CloudswayVideo.Transport.Json;
using Newtonsoft.Json;

namespace CloudswayVideo;

/// <content>Requests that are kept as text, and submitted later.</content>
public static partial class CloudswayJson
{
    /// <summary>
    /// Checks a request and writes it as a client sends it, so that it can be kept and submitted later. Images are read
    /// now and become data URIs.
    /// </summary>
    /// <param name="request">The request that a client submits.</param>
    /// <param name="cancellationToken">Cancels the reading of images.</param>
    /// <returns>The JSON text. It contains the prompt and the images: do not log it.</returns>
    /// <exception cref="ArgumentException">
    /// The request breaks a documented limit, or its type cannot be read back as it was written.
    /// </exception>
    /// <exception cref="IOException">An image cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static async Task<string> WriteRequestAsync(
        object request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestCheck.Run(request);
        var json = await BodyAsync(request, cancellationToken).ConfigureAwait(false);
        await ReadRequestAsync(json, request.GetType(), cancellationToken).ConfigureAwait(false);
        return json;
    }

    /// <summary>Reads a request that <see cref="WriteRequestAsync"/> wrote.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="type">The type of the request.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">
    /// The text was changed, or a client of this version would send another text.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static async Task<object> ReadRequestAsync(
        string json,
        Type type,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(type);
        return
            Deserialize(json, type) is { } request
            && await BodyAsync(request, cancellationToken).ConfigureAwait(false) == json
            ? request
            : throw new ArgumentException(
                $"The {type.Name} cannot be read as it was written: another video would be paid for. "
                    + "Read it with the version of the library that wrote it, or create the request again."
            );
    }

    private static object? Deserialize(string json, Type type)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(json));
            return WireJson.Serializer.Deserialize(reader, type);
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or OverflowException)
        {
            return null;
        }
    }

    // Through a pipe, because a body refuses to be written to a buffer, from which it could be sent twice.
    private static async Task<string> BodyAsync(object request, CancellationToken cancellationToken)
    {
        using var body = new ApiRequestContent(request);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await body.CopyToAsync(pipe.Writer.AsStream(), cancellationToken).ConfigureAwait(false);
        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        using var reader = new StreamReader(pipe.Reader.AsStream());
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}

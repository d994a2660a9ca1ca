using System.IO.Pipelines;
using CloudswayVideo.Transport;
using CloudswayVideo.Transport.Json;
using Newtonsoft.Json;

namespace CloudswayVideo.Queue.Requests;

/// <summary>A request as it travels, images included as data URIs, and back.</summary>
internal static class RequestText
{
    /// <exception cref="ArgumentException">It breaks a documented limit, or does not come back as it was.</exception>
    public static async Task<string> WriteAsync(object request)
    {
        RequestCheck.Run(request);
        var text = await BodyAsync(request);
        await ReadAsync(text, request.GetType());
        return text;
    }

    /// <exception cref="ArgumentException">What would be sent is not what was written.</exception>
    public static async Task<object> ReadAsync(string text, Type type)
    {
        using var reader = new JsonTextReader(new StringReader(text));
        var request = WireJson.Serializer.Deserialize(reader, type);
        return request is not null && await BodyAsync(request) == text
            ? request
            : throw new ArgumentException(
                $"The {type.Name} in the journal cannot be read as it was written, so that another video "
                    + "would be paid for. Run the version that wrote it, or forget it and enqueue it again."
            );
    }

    // Through a pipe, because a body refuses to be written to a buffer, from which it could be sent twice.
    private static async Task<string> BodyAsync(object request)
    {
        using var body = new ApiRequestContent(request);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await body.CopyToAsync(pipe.Writer.AsStream());
        await pipe.Writer.CompleteAsync();
        using var reader = new StreamReader(pipe.Reader.AsStream());
        return await reader.ReadToEndAsync();
    }
}

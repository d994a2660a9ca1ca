using System.Globalization;
using CloudswayVideo.MockServer.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CloudswayVideo.MockServer.Media;

/// <summary>Stands in for the storage that the videos are fetched from: signed-looking URLs that expire, ranges, ETags.</summary>
internal sealed class MediaFiles(TaskStore tasks, Func<Uri> root)
{
    private const string Prefix = "/media/";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(9);
    private static readonly byte[] Sample = ReadSample();

    /// <summary>The URL of a job's video. Its path and signature are percent-encoded, as the vendor's are.</summary>
    public string UrlOf(MockTask task)
    {
        var expires = (tasks.Now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{root().AbsoluteUri.TrimEnd('/')}{Prefix}inference_output%2Fvideo%2F{task.Id}%2Foutput.mp4?Expires={expires}&OSSAccessKeyId=MOCK&Signature=%2FBltvbcKIHHDKgHvy%3D";
    }

    public void Serve(IApplicationBuilder application) => application.Use((context, next) =>
        context.Request.Path.Value?.StartsWith(Prefix, StringComparison.Ordinal) == true ? ServeAsync(context) : next(context));

    private async Task ServeAsync(HttpContext context)
    {
        var id = context.Request.Path.Value!.Split(["%2F", "/"], StringSplitOptions.None)[^2];
        var isExpired = !long.TryParse(context.Request.Query["Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var expires) || expires < tasks.Now.ToUnixTimeSeconds();
        var result = tasks.Find(id) is null ? Results.NotFound()
            : isExpired ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : Results.File(Sample, "video/mp4", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{id}\""));
        await result.ExecuteAsync(context).ConfigureAwait(false);
    }

    private static byte[] ReadSample()
    {
        using var stream = typeof(MediaFiles).Assembly.GetManifestResourceStream("sample.mp4")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

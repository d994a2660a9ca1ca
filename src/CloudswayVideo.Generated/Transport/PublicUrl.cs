namespace CloudswayVideo.Transport;

/// <summary>Recognizes URLs that the service can fetch.</summary>
internal static class PublicUrl
{
    public static bool Is(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);
}

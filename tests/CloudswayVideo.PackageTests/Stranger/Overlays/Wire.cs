/// <summary>The gateways of the families that no mock stands in for; prints what they are sent.</summary>
internal sealed class Wire : HttpMessageHandler
{
    private bool _isRefused;
    private int _asked;

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var path = request.RequestUri!.PathAndQuery;
        var key = request.Headers.TryGetValues("Authorization", out var keys)
            ? keys.Single()
            : "none";
        var version = request.Headers.TryGetValues("X-Version", out var versions)
            ? versions.Single()
            : "none";
        var trace =
            request.Headers.TryGetValues("X-Trace", out var traces)
            && Guid.TryParse(traces.Single(), out _);
        Console.WriteLine(
            $"wire: {request.Method} {path} key={key} version={version}{(trace ? " traced" : "")}"
        );
        if (path.EndsWith("/line/status"))
        {
            Console.WriteLine(
                $"asks {request.Content!.ReadAsStringAsync(cancellationToken).Result}"
            );
        }

        HttpContent content =
            path.EndsWith("/line/status") ? new StringContent("""{"id":"8","state":"IN_QUEUE"}""")
            : path.EndsWith("/note") ? new StringContent("a plain text")
            : path.EndsWith("/picture") ? new ByteArrayContent([137, 80, 0, 255])
            : request.Method == HttpMethod.Get && path.EndsWith("/pairs/7")
                ? new StringContent(
                    _asked++ == 0
                        ? """{"works":[{"state":"DONE","file":"a"},{"state":"BUSY"}]}"""
                        : """{"works":[{"state":"DONE","file":"a"},{"state":"LOST"},{"state":"DONE","file":"b"}]}"""
                )
            : path.Contains("/files/")
                ? new StringContent($$"""{"id":"1","link":"https://s.example/{{path[^1]}}.mp4"}""")
            : path.EndsWith("/reels/5") ? new StringContent("""{"id":"5","state":"COMPLETED"}""")
            : path.EndsWith("/reels/6")
                ? new StringContent(
                    _isRefused
                        ? """{"id":"6","state":"COMPLETED","link":"https://storage.example/later/reel.mp4"}"""
                        : """{"id":"6","state":"COMPLETED"}"""
                )
            : path.EndsWith("/reel.mp4") ? new ByteArrayContent(File.ReadAllBytes("reel.mp4"))
            : path.Contains("/things") ? new StringContent("[]")
            : path.Contains("text2video")
                ? new StringContent("""{"code":1102,"message":"pack exhausted","request_id":"r"}""")
            : request.Method == HttpMethod.Delete ? new ByteArrayContent([])
            : path.EndsWith("/9")
                ? new StringContent(
                    """{"code":0,"data":{"task_id":9,"done":true,"error":{"code":3,"message":"no foxes"}}}"""
                )
            : new StringContent(
                """
                {"code":0,"data":{"task_id":7,"done":true,"percent":"85%",
                "works":[{"url":"https://a.example/1.mp4"},{"url":"https://a.example/2.mp4"}]}}
                """
            );
        var response = new HttpResponseMessage { Content = content };
        if (path.EndsWith("/line/status") && _asked++ == 0)
        {
            response.StatusCode = System.Net.HttpStatusCode.BadGateway;
        }
        else if (path.EndsWith("/6/content"))
        {
            _isRefused = true;
            response.StatusCode = System.Net.HttpStatusCode.Forbidden;
        }
        else if (path.EndsWith("/content"))
        {
            response.StatusCode = System.Net.HttpStatusCode.Found;
            response.Headers.Location = new Uri("https://storage.example/reel.mp4");
        }

        return Task.FromResult(response);
    }
}

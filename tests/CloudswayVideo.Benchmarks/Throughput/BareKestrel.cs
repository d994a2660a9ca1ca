#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
// The floor: an endpoint that returns the bytes of a file, with nothing in front of it that Kestrel does not need.
var bytes = await File.ReadAllBytesAsync(args[0]);
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var application = builder.Build();
application.MapGet(
    "/{**path}",
    context =>
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }
);
await application.StartAsync();
Console.WriteLine($"Listening at {application.Urls.Single()}");
await application.WaitForShutdownAsync();

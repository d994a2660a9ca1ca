using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Control;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Page;

/// <summary>
/// The page for people, at "/": jobs as they go on, and the contract as a reference that can be tried. It only looks
/// on: its video is not the one that programs download, whose faults would be used up by it.
/// </summary>
internal sealed class MockPage(ServedContract contract, string scenario, bool isForwarding)
{
    private const string Assets = "/page";
    private const string Reference = "/docs";
    private const string Document = "/openapi.json";

    public void Use(IApplicationBuilder application)
    {
        // Everything of the page comes out of assemblies: it works without a network.
        var files = new EmbeddedFileProvider(typeof(MockPage).Assembly, "page");
        application.Map(
            Reference,
            docs =>
                docs.UseSwaggerUI(ui =>
                {
                    ui.RoutePrefix = "";
                    ui.SwaggerEndpoint($"..{Document}", "Cloudsway video gateway");
                    ui.SwaggerEndpoint($"..{ControlApi.DocumentPath}", "Control of the mock");
                })
        );
        application.Map(
            Assets,
            assets => assets.UseStaticFiles(new StaticFileOptions { FileProvider = files })
        );
        application.Use(
            (context, next) =>
                context.Request.Path.Value switch
                {
                    "/" => Results
                        .Text(Html(files), "text/html; charset=utf-8")
                        .ExecuteAsync(context),
                    Document => Results
                        .Text(
                            ServedAs(contract.Current).ToString(Formatting.None),
                            "application/json"
                        )
                        .ExecuteAsync(context),
                    _ => next(context),
                }
        );
    }

    private string Html(EmbeddedFileProvider files)
    {
        using var reader = new StreamReader(files.GetFileInfo("index.html").CreateReadStream());
        return reader
            .ReadToEnd()
            .Replace(
                "<body>",
                isForwarding ? "<body class=\"forwards\">" : "<body>",
                StringComparison.Ordinal
            );
    }

    // As the contract stands, but for this server and with values that can be sent as they are.
    private JObject ServedAs(ContractDocument served)
    {
        var document = (JObject)served.Document.DeepClone();
        document["servers"] = new JArray(
            served.BasePaths.Select(path => new JObject { ["url"] = path })
        );
        foreach (
            var parameter in document
                .Descendants()
                .OfType<JObject>()
                .Where(node => (bool?)node["x-client-parameter"] == true)
        )
        {
            parameter["example"] = scenario;
        }

        return document;
    }
}

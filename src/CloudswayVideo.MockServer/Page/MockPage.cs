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
/// The page for people at "/": the jobs, and the contract as a reference with a form to try it. The page does not
/// affect scenarios: its video is not the one of the jobs, whose faults a download would use up.
/// </summary>
internal sealed class MockPage(ServedContract contract, string scenario, bool isForwarding)
{
    private const string Assets = "/page";
    private const string Reference = "/docs";
    private const string Document = "/openapi.json";

    public void Use(IApplicationBuilder application)
    {
        // All files come from assemblies, so that the page works without a network.
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

    // The contract with the address of this server, and with examples that can be sent unchanged.
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

using System.Net;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Hangfire;

// A PostgreSQL of its own: one test waits for 20 seconds, and the others need not.

public partial class HangfireTests
{
    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_page_of_another_site_cannot_press_the_buttons_of_the_dashboard()
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.LostAnswers = 1;
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection),
            app => app.MapCloudswayVideoQueue("/jobs")
        );
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        var job = await FailedAsync(machine);
        using var client = new HttpClient { BaseAddress = machine.Url };
        using var form = new FormUrlEncodedContent([new("jobs[]", job)]);

        var forged = await client.PostAsync(
            new Uri("/jobs/jobs/failed/requeue", UriKind.Relative),
            form
        );

        forged.IsSuccessStatusCode.Should().BeFalse();
        (await machine.Queue.FindAsync("a"))!.State.Should().Be(QueuedVideoState.Ambiguous);
        gateway.Accepted.Should().ContainSingle();
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task The_dashboard_is_closed_to_others_and_open_to_whom_the_application_lets_in()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection),
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapCloudswayVideoQueue("/local");
                app.MapCloudswayVideoQueue("without-slash");
                app.MapCloudswayVideoQueue("/ops").RequireAuthorization();
            },
            services =>
            {
                services
                    .AddAuthentication("test")
                    .AddScheme<AuthenticationSchemeOptions, HeaderScheme>("test", null);
                services.AddAuthorization();
            }
        );

        var version = HttpVersion.Version11;
        async Task<HttpStatusCode> GetAsync(string path, params (string, string)[] headers)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(machine.Url, path))
            {
                Version = version,
            };
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }

        (await GetAsync("/local")).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/without-slash/servers")).Should().Be(HttpStatusCode.OK);
        (await GetAsync("/local/none")).Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("/local", ("X-Forwarded-For", "203.0.113.7")))
            .Should()
            .Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/local", ("Forwarded", "for=203.0.113.7")))
            .Should()
            .Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/local", ("X-Real-IP", "203.0.113.7")))
            .Should()
            .Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/local", ("Host", "evil.example")))
            .Should()
            .Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/ops", ("X-Forwarded-For", "203.0.113.7")))
            .Should()
            .Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/ops", ("X-Forwarded-For", "203.0.113.7"), ("X-Test-User", "ops")))
            .Should()
            .Be(HttpStatusCode.OK);
        version = HttpVersion.Version10;
        (await GetAsync("/local")).Should().Be(HttpStatusCode.Unauthorized, "nginx asks so");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Links_of_the_dashboard_have_the_path_that_a_proxy_tells()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection),
            app =>
            {
                app.UseForwardedHeaders(
                    new() { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix }
                );
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapCloudswayVideoQueue("/jobs").RequireAuthorization();
            },
            services =>
            {
                services
                    .AddAuthentication("test")
                    .AddScheme<AuthenticationSchemeOptions, HeaderScheme>("test", null);
                services.AddAuthorization();
            }
        );
        using var client = new HttpClient { BaseAddress = machine.Url };
        client.DefaultRequestHeaders.Add("X-Test-User", "ops");
        client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/video");

        var page = await client.GetStringAsync(new Uri("/jobs", UriKind.Relative));

        page.Should().Contain("\"/video/jobs/jobs/enqueued\"").And.NotContain("\"/jobs/");
    }
}

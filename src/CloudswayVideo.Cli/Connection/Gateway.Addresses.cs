using CloudswayVideo.Cli.Journal;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli;

/// <content>Base URLs and endpoint paths, from options, journal, environment and contract.</content>
internal sealed partial class Gateway
{
    /// <summary>
    /// Checks that a file claims no other host for the key than the user's present one, because the file may come from
    /// another person. The subject begins the message.
    /// </summary>
    /// <exception cref="CommandException">The hosts differ.</exception>
    public void CheckHost(string? claimed, Uri current, string subject)
    {
        if (IsMock || claimed is null)
        {
            return;
        }

        var before = Uri.TryCreate(claimed, UriKind.Absolute, out var url) ? Server(url) : claimed;
        var now = Server(current);
        if (before != now)
        {
            throw new CommandException(
                $"{subject} was submitted to \"{before}\", and the gateway is \"{now}\" now. Your "
                    + "access key was not sent there. If that is your gateway too, name it with --base-url."
            );
        }
    }

    public Uri BaseUrlFor(Family family, JournalEntry? entry = null)
    {
        var text =
            _run.Get(GatewayOptions.BaseUrl)
            ?? entry?.BaseUrl
            ?? _run.Terminal.Variable(CloudswayOptions.BaseUrlVariable);
        return _mock?.BaseUrl
            ?? (
                string.IsNullOrEmpty(text) ? family.DefaultBaseUrl
                : Uri.TryCreate(text, UriKind.Absolute, out var url) ? Checked(url)
                : throw new CommandException(
                    $"The base URL is \"{text}\"; give an absolute one, such as {family.DefaultBaseUrl}."
                )
            );
    }

    // For a family without endpoint paths, the base URL tells the mock which scenario to play.
    private Uri? MockUrlFor(Family family, string endpoint) =>
        (_mock as IGatewayStandIn)
            ?.ClientOptions(family.DefaultBaseUrl, family.HasEndpointPath, endpoint, null)
            .BaseUrl;

    private static string Server(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped).ToLowerInvariant();

    private string? InsecureHost =>
        _run.Get(GatewayOptions.InsecureHost)
        ?? _run.Terminal.Variable(CloudswayOptions.InsecureHostVariable);

    // The client also checks this, but its messages name properties instead of options.
    private Uri Checked(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps ? url
        : url.Scheme != Uri.UriSchemeHttp
            ? throw new CommandException(
                $"The base URL has the scheme \"{url.Scheme}\". Give an absolute one that begins with https://."
            )
        : url.IsLoopback || url.IdnHost.Equals(InsecureHost, StringComparison.OrdinalIgnoreCase)
            ? url
        : throw new CommandException(
            $"The base URL begins with http://{url.Host}. Use https; http is allowed on this machine "
                + "only, because the access key travels with each request. For a mock in a container "
                + $"beside this one, name its host: {GatewayOptions.InsecureHost.Name} {url.Host}"
        );

    private static string ScenarioNamed(string name) =>
        MockScenario.Find(name)?.Name
        ?? throw new CommandException(
            $"There is no scenario \"{name}\"; there are "
                + $"{string.Join(", ", MockScenario.All.Select(scenario => scenario.Name))}."
        );

    /// <exception cref="CommandException">The endpoint path is missing or cannot be used.</exception>
    public string EndpointFor(Family family, JournalEntry? entry = null)
    {
        var given = _run.Arguments.GetValue<string?>(GatewayOptions.Endpoint.Name);
        if (IsMock)
        {
            return given is null
                ? entry?.Endpoint ?? MockScenario.Success.Name
                : ScenarioNamed(given);
        }

        if (!family.HasEndpointPath)
        {
            return given is null
                ? ""
                : throw new CommandException(
                    $"{family.Name} has no endpoint paths. Leave {GatewayOptions.Endpoint.Name} out; "
                        + "a field of the request names the model."
                );
        }

        var endpoint =
            given
            ?? entry?.Endpoint
            ?? _run.Terminal.Variable(family.EndpointVariable)
            ?? throw new CommandException(
                $"No endpoint path for {family.Name}. Give --endpoint, or set "
                    + $"{family.EndpointVariable}, to the segment that Cloudsway issued for the model."
            );
        return endpoint.Contains('/', StringComparison.Ordinal)
            ? throw new CommandException(
                $"The endpoint path of {family.Name} is \"{endpoint}\". Give only the one segment "
                    + "that Cloudsway issued for the model, without slashes; --base-url names the gateway."
            )
            : endpoint;
    }
}

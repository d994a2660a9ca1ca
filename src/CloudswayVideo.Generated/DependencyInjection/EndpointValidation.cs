using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.DependencyInjection;

/// <summary>The endpoints that an application has named, as opposed to those that it may never ask for.</summary>
internal sealed class ExpectedEndpoints
{
    private readonly List<Endpoint> _endpoints = [];

    // With none named, all clients share one endpoint path, and one client tells whether the options are in order.
    public IEnumerable<Endpoint> All =>
        _endpoints.DefaultIfEmpty(new Endpoint(ClientFamily.All[0]));

    public void Add(Endpoint endpoint, bool when)
    {
        if (when && !_endpoints.Contains(endpoint))
        {
            _endpoints.Add(endpoint);
        }
    }
}

/// <summary>
/// Makes every expected client when the host starts, so that a wrong option is not found by the first user.
/// </summary>
internal sealed class EndpointValidation(IServiceProvider services)
    : IValidateOptions<ExpectedEndpoints>
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ExpectedEndpoints>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ExpectedEndpoints>, EndpointValidation>()
        );
    }

    public ValidateOptionsResult Validate(string? name, ExpectedEndpoints options)
    {
        var failures = options.All.SelectMany(FailuresOf).ToList();
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> FailuresOf(Endpoint endpoint)
    {
        try
        {
            endpoint.Resolve(services);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}

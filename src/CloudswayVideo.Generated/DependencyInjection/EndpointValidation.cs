using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.DependencyInjection;

/// <summary>
/// The endpoints that the application has configured. Other clients are registered, but may never be used.
/// </summary>
internal sealed class ExpectedEndpoints
{
    private readonly List<Endpoint> _endpoints = [];

    // Without configured endpoints, all clients share their options, so one client is enough to validate them.
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

/// <summary>Resolves every expected client when the host starts, so that an invalid option is reported then.</summary>
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

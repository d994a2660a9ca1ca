using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.Queue.Requests;

/// <summary>The clients that the application has registered.</summary>
internal sealed class RegisteredClients(IServiceProvider services, IServiceCollection registrations)
{
    public CloudswayClient Find(RequestKind kind, string endpoint)
    {
        try
        {
            var client = services.GetKeyedService(
                kind.Client,
                endpoint.Length == 0 ? null : endpoint
            );
            return (CloudswayClient?)client ?? throw new ArgumentException(Missing(kind, endpoint));
        }
        catch (OptionsValidationException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }

    public void CheckAny()
    {
        if (
            !registrations.Any(service => service.ServiceType.IsSubclassOf(typeof(CloudswayClient)))
        )
        {
            throw new InvalidOperationException(
                "No client is registered, so that no video could be submitted. "
                    + "Call AddCloudswayVideo on the services of the application."
            );
        }
    }

    private string Missing(RequestKind kind, string endpoint)
    {
        var keys = registrations
            .Where(service => service.ServiceType == kind.Client)
            .Select(service =>
                service.IsKeyedService ? $"\"{service.ServiceKey}\"" : "the main one"
            )
            .Order(StringComparer.Ordinal)
            .DefaultIfEmpty("none");
        var wanted = endpoint.Length == 0 ? "no endpoint" : $"the endpoint \"{endpoint}\"";
        return $"No {kind.Client.Name} is registered for {wanted}; "
            + $"registered are {string.Join(", ", keys)}. "
            + "Name a registered one, or register it with AddCloudswayVideo.";
    }
}

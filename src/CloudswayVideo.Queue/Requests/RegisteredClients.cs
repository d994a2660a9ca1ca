using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.Queue.Requests;

/// <summary>The clients that the application has registered.</summary>
internal sealed class RegisteredClients(IServiceProvider services, IServiceCollection registrations)
{
    /// <exception cref="ArgumentException">
    /// No client of this endpoint can be used; the message names the registered ones.
    /// </exception>
    public CloudswayClient Find(RequestKind kind, string endpoint)
    {
        try
        {
            var client =
                endpoint.Length == 0
                    ? services.GetService(kind.Client)
                    : ((IKeyedServiceProvider)services).GetKeyedService(kind.Client, endpoint);
            return (CloudswayClient?)client ?? throw new ArgumentException(Missing(kind, endpoint));
        }
        catch (OptionsValidationException exception)
        {
            throw new ArgumentException(exception.Message, exception);
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
        return $"No {kind.Client.Name} is registered for the endpoint \"{endpoint}\"; "
            + $"registered are {string.Join(", ", keys)}. "
            + "Name one of them, or register it with AddCloudswayVideo.";
    }
}

using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// The storage of the queue, as a type that is not mistaken for the application's own storage. It is made at the first
/// use, because making it needs the database; if that fails, the next use tries again.
/// </summary>
internal sealed class QueueStorage(Func<JobStorage> make, IServiceProvider services)
{
    private readonly Lock _gate = new();
    private JobStorage? _storage;

    public JobStorage Value
    {
        get
        {
            lock (_gate)
            {
                return _storage ??= Make();
            }
        }
    }

    /// <summary>Makes another storage at the next use.</summary>
    public void Renew() => _storage = null;

    private JobStorage Make()
    {
        var storage = make();
        RowStateFilterAttribute.Connect(storage, services.GetRequiredService<VideoSteps>());
        return storage;
    }
}

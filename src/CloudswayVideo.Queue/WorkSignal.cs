namespace CloudswayVideo.Queue;

/// <summary>Wakes the worker of this process when a row was added or changed.</summary>
internal sealed class WorkSignal
{
    private TaskCompletionSource _set = NewSource();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits for the signal, or at most so long; then the signal is not set.</summary>
    public async Task WaitAsync(
        TimeSpan longest,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var set = Volatile.Read(ref _set);
        await Task.WhenAny(set.Task, Task.Delay(longest, time, cancellationToken));
        if (set.Task.IsCompleted)
        {
            Interlocked.CompareExchange(ref _set, NewSource(), set);
        }
    }

    private static TaskCompletionSource NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}

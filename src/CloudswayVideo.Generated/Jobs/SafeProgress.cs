namespace CloudswayVideo.Jobs;

/// <summary>Tells how things stand. What is paid for must not be lost because it could not be shown.</summary>
internal static class SafeProgress
{
    public static void Report<T>(IProgress<T>? progress, T value)
    {
        try
        {
            progress?.Report(value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whoever listens has a fault of its own; the job, or the transfer, has none.
        }
    }
}

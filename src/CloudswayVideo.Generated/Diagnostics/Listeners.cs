namespace CloudswayVideo.Diagnostics;

/// <summary>A listener may throw. A paid job must not be lost because of that.</summary>
internal static class Listeners
{
    public static void Tell(Action tell) => Tell(static action => action(), tell);

    public static void Report<T>(IProgress<T>? progress, T value) =>
        Tell(static told => told.progress?.Report(told.value), (progress, value));

    // The value is an argument: capturing it would allocate for every poll, with or without a listener.
    private static void Tell<T>(Action<T> tell, T told)
    {
        try
        {
            tell(told);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // There is nobody left to tell.
        }
    }
}

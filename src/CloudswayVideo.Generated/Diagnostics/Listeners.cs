namespace CloudswayVideo.Diagnostics;

/// <summary>Whoever listens may throw. A paid job must not be lost because it could not be told of.</summary>
internal static class Listeners
{
    public static void Tell(Action tell) => Tell(static action => action(), tell);

    public static void Report<T>(IProgress<T>? progress, T value) =>
        Tell(static told => told.progress?.Report(told.value), (progress, value));

    // What is told is passed on, because capturing it would cost every poll, heard or not.
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

namespace CloudswayVideo.Diagnostics;

/// <summary>Calls code of the application and ignores its exceptions: they must not cost a paid job.</summary>
internal static class Listeners
{
    public static void Invoke(Action action) => Invoke(static action => action(), action);

    public static void Report<T>(IProgress<T>? progress, T value) =>
        Invoke(static report => report.progress?.Report(report.value), (progress, value));

    // The argument is separate, because a lambda with captures would allocate for every poll.
    private static void Invoke<T>(Action<T> action, T argument)
    {
        try
        {
            action(argument);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // There is no other place to report it.
        }
    }
}

namespace CloudswayVideo.Diagnostics;

/// <summary>Whoever listens may throw. A paid job must not be lost because it could not be told of.</summary>
internal static class Listeners
{
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // There is nobody left to tell.
        }
    }
}

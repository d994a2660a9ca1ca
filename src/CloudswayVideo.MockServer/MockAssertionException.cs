namespace CloudswayVideo.MockServer;

/// <summary>
/// A mock did not receive the expected requests; see <see cref="CloudswayMock.ShouldHaveReceived(string,
/// Func{MockRequest, bool})"/>.
/// </summary>
public sealed class MockAssertionException : Exception
{
    internal MockAssertionException(string message)
        : base(message) { }
}

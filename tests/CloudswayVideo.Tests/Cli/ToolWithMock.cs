using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Tests of the tool with a mock as its gateway. Both share a clock that runs without waiting.</summary>
public abstract class ToolWithMock : IAsyncLifetime, IDisposable
{
    private protected Tool Tool { get; } = new();

    private protected CloudswayMock Mock { get; private set; } = null!;

    private protected IEnumerable<MockRequest> Submissions =>
        Mock.Requests.Where(request => request.Method == "POST");

    public async Task InitializeAsync()
    {
        Mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                TimeProvider = Tool.Time,
                JobDuration = TimeSpan.FromMinutes(2),
            }
        );
        Tool.Variables[CloudswayOptions.BaseUrlVariable] = Mock.BaseUrl.AbsoluteUri;
        Tool.Variables["CLOUDSWAY_HAILUO_ENDPOINT"] = "success";
        Tool.Variables["CLOUDSWAY_HAIPER_ENDPOINT"] = "success";
    }

    public Task DisposeAsync() => Mock.DisposeAsync().AsTask();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Tool.Dispose();
}

#:project ../../../src/CloudswayVideo.MockServer
#:property PublishAot=false
// The mock as a test starts it, until it is killed.
using CloudswayVideo.MockServer;

await using var mock = await CloudswayMock.StartAsync(
    new CloudswayMockOptions { JobDuration = TimeSpan.FromMilliseconds(1) }
);
Console.WriteLine($"Listening at {mock.Url}");
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);

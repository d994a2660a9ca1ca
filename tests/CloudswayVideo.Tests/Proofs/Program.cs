using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Proofs;

/// <summary>What this assembly does as a process of its own: something that a test kills, or the long proofs.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["proofs", .. var numbers]:
                return await ProofRun.RunAsync(numbers);
            case ["waits", var seconds, var interval]:
                return await BusyWaits.RunAsync(seconds, interval);
            default:
                await DownloadingProcess.SaveAsync(arguments);
                return 0;
        }
    }
}

namespace CloudswayVideo.QueueTests.Proofs;

/// <summary>What this assembly does as a process of its own: the proof with kills, at length.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments) =>
        arguments is ["proof", .. var numbers] ? await KillProof.RunAsync(numbers) : 2;
}

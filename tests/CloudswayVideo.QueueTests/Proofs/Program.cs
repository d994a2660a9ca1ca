using System.Globalization;
using CloudswayVideo.Benchmarks.Queue;

namespace CloudswayVideo.QueueTests.Proofs;

/// <summary>What this assembly does as a process of its own: the proof with kills, at length.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments) =>
        arguments switch
        {
            ["proof", .. var numbers] => await KillProof.RunAsync(numbers),
            ["benchmark", .. var numbers] => await QueueBenchmark.RunAsync(
                Number(numbers, 0, 300),
                Number(numbers, 1, 2000),
                Number(numbers, 2, 5)
            ),
            _ => 2,
        };

    private static int Number(string[] numbers, int place, int otherwise) =>
        place < numbers.Length
            ? int.Parse(numbers[place], CultureInfo.InvariantCulture)
            : otherwise;
}

using BenchmarkDotNet.Reports;

namespace CloudswayVideo.Benchmarks;

/// <summary>
/// Relates each way of doing a thing to its floor and to its peer of the same run, and checks the targets.
/// </summary>
internal sealed class RatioTable(IEnumerable<Summary> summaries)
{
    // Bytes that a submission may allocate, and what a poll may in relation to the floor.
    private const long MaximumSubmitBytes = 512 * 1024;
    private const double MaximumPollRatio = 1.6;

    private readonly List<Row> _rows =
    [
        .. summaries.SelectMany(summary => summary.Reports).Select(report => new Row(report)),
    ];

    /// <summary>Prints the table.</summary>
    /// <returns>Whether both targets are met.</returns>
    public bool Print()
    {
        Print(
            $"{"", -16} {"way", -16} {"bytes/call", 12} {"to floor", 10} {"to stock", 10}",
            $" {"to image", 10} {"time to floor", 14}"
        );
        foreach (var row in _rows)
        {
            var floor = Find(row.Benchmark, nameof(PollBenchmark.Floor));
            var peer = Find(row.Benchmark, nameof(PollBenchmark.Peer));
            var image =
                row.Benchmark == nameof(SubmitBenchmark)
                    ? $"{(double)row.Bytes / SubmitBenchmark.ImageBytes:F4}"
                    : "";
            var (toFloor, toPeer) = (
                (double)row.Bytes / floor.Bytes,
                (double)row.Bytes / peer.Bytes
            );
            var time = row.Nanoseconds / floor.Nanoseconds;
            Print(
                $"{row.Benchmark, -16} {row.Title, -16} {row.Bytes, 12:N0} {toFloor, 10:F2} {toPeer, 10:F4}",
                $" {image, 10} {time, 14:F2}"
            );
        }

        var submit = Find(nameof(SubmitBenchmark), nameof(SubmitBenchmark.Ours)).Bytes;
        var poll =
            (double)Find(nameof(PollBenchmark), nameof(PollBenchmark.Ours)).Bytes
            / Find(nameof(PollBenchmark), nameof(PollBenchmark.Floor)).Bytes;
        Print(
            $"submit: {submit:N0} bytes, target {MaximumSubmitBytes:N0}: ",
            $"{(submit <= MaximumSubmitBytes ? "met" : "MISSED")}"
        );
        Print(
            $"poll: {poll:F2} x floor, target {MaximumPollRatio}: {(poll <= MaximumPollRatio ? "met" : "MISSED")}"
        );
        return submit <= MaximumSubmitBytes && poll <= MaximumPollRatio;
    }

    private static void Print(params FormattableString[] parts) =>
        Console.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));

    private Row Find(string benchmark, string way) =>
        _rows.Single(row => row.Benchmark == benchmark && row.Way == way);

    private sealed class Row(BenchmarkReport report)
    {
        public string Benchmark { get; } = report.BenchmarkCase.Descriptor.Type.Name;

        public string Way { get; } = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

        public string Title { get; } =
            report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');

        public long Bytes { get; } =
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

        public double Nanoseconds { get; } = report.ResultStatistics?.Median ?? double.NaN;
    }
}

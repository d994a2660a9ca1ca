using System.Globalization;
using CloudswayVideo.MockServer.Live;

namespace CloudswayVideo.MockServer.Exam;

/// <summary>What a client did in one scenario, and its line of the score card.</summary>
internal sealed class ExamRecord(ExamCase examined)
{
    // A client may ask first whether a job has ended, and then how.
    private const int AllowedQuestionsPastEnd = 1;

    private readonly Dictionary<MockJob, ExamJob> _jobs = [];
    private readonly AskingPace _submissions = new();

    public MockScenario Scenario => examined.Scenario;

    public DateTimeOffset LastSeen { get; set; }

    public ExamJob? JobOf(MockJob? job) => job is null ? null : _jobs.GetValueOrDefault(job);

    public void Submitted(DateTimeOffset now, string? retryAfter) =>
        _submissions.Add(now, retryAfter);

    public void Accepted(MockJob job, ExamJob seen) => _jobs.Add(job, seen);

    /// <summary>Whether nothing more is expected.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="quiet">The time without a request after the end.</param>
    /// <param name="stuck">The time for which an endless job must be asked about.</param>
    public bool IsOver(DateTimeOffset now, TimeSpan quiet, TimeSpan stuck) =>
        _submissions.Count > 0
        && (
            now - LastSeen >= quiet
                && (examined.MayStopEarly || !_jobs.Values.Any(job => job.IsRunning))
            || Scenario.IsEndless && _jobs.Values.Any(job => job.Questions.Elapsed >= stuck)
        );

    public ExamLine Line()
    {
        var problems = Problems().Concat(_jobs.Values.SelectMany(Problems)).Distinct().ToList();
        var unseen = Unseen();
        return new ExamLine
        {
            Scenario = Scenario.Name,
            Description = Scenario.Description,
            Passed =
                problems.Count > 0 ? false
                : unseen is null ? true
                : null,
            Seen = problems.Count > 0 ? string.Join(' ', problems) : unseen ?? WithoutProblem(),
            JobsAccepted = _jobs.Count,
            IdsLost = _jobs.Values.Count(job => job.IsLost),
            HalfFiles = _jobs.Values.Count(job => job.IsHalf),
            Questions = _jobs.Values.Select(job => job.Questions.Count).DefaultIfEmpty().Max(),
            QuestionsPastEnd = _jobs.Values.Sum(job => job.QuestionsPastEnd),
            KeysElsewhere = _jobs.Values.Sum(job => job.KeysElsewhere),
        };
    }

    private IEnumerable<string> Problems() =>
        Applying(
            (
                _jobs.Count > 1,
                $"Paid for {_jobs.Count} jobs where one video was wanted: report what is unclear or has failed, and do "
                    + "not submit it again."
            ),
            (
                _submissions.IsEarly,
                "Submitted again sooner than the 429 allowed: wait as long as Retry-After says."
            )
        );

    private IEnumerable<string> Problems(ExamJob job) =>
        Applying(
            (
                job.IsLost,
                "Got the id of a job and never asked about it: keep every id, whatever the status code beside it."
            ),
            (
                job is { IsLost: false, IsRunning: true } && !examined.MayStopEarly,
                "Stopped asking about a job that ran: it is paid for, so ask on after a question that failed."
            ),
            (
                job.Questions.IsEarly,
                "Asked again sooner than the 429 allowed: wait as long as Retry-After says."
            ),
            (
                job.Questions.IsTooFast,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Asked {job.Questions.Count} times in {job.Questions.Elapsed.TotalSeconds:0.0} s: "
                        + $"once a second is plenty."
                )
            ),
            (
                job.QuestionsPastEnd > AllowedQuestionsPastEnd,
                $"Asked {job.QuestionsPastEnd} more times after the end: stop at a final status."
            ),
            (
                job.IsHalf,
                "Fetched a file that never came whole: continue a download that broke off, and ask for a fresh URL "
                    + "where one was refused."
            ),
            (
                job.KeysElsewhere > 0,
                "Sent the access key to the host of the video: it is for the API alone."
            )
        );

    private static IEnumerable<string> Applying(params (bool IsSo, string Text)[] problems) =>
        problems.Where(problem => problem.IsSo).Select(problem => problem.Text);

    private string? Unseen() =>
        _submissions.Count == 0 ? "Nothing was submitted that could have got this scenario."
        : examined.NeedsDownload && !_jobs.Values.Any(job => job.IsFetched)
            ? "The video was never fetched."
        : null;

    private string WithoutProblem() =>
        _jobs.Values.FirstOrDefault() switch
        {
            null => "Nothing was accepted, and nothing more was tried.",
            { HasId: false } => "Paid for once; its id never came, and nothing more was tried.",
            { IsRunning: true } => "Paid for once, asked about, and left while it ran.",
            { IsFetched: true } => "Paid for once, and followed to its whole file.",
            _ => "Paid for once, and followed to its end.",
        };
}

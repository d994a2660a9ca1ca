namespace CloudswayVideo.Transport;

/// <summary>An operation that answers about jobs, and the kinds of jobs that it answers for.</summary>
internal sealed record JobQuestion<TReply>(string?[] Kinds, Func<Task<TReply>> AskAsync);

namespace CloudswayVideo.Transport;

/// <summary>An operation that answers questions about jobs of some kinds.</summary>
internal sealed record JobQuestion<TReply>(string?[] Kinds, Func<Task<TReply>> AskAsync);

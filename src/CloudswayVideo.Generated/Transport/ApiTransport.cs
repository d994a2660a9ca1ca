using System.Runtime.ExceptionServices;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;

namespace CloudswayVideo.Transport;

/// <summary>
/// Sends requests and reads their replies, each call with one deadline. A question is repeated if its failure may
/// pass, a submission only if it certainly was not accepted; see <see cref="AnswerTable"/>.
/// </summary>
internal sealed partial class ApiTransport(
    CloudswayOptions options,
    HttpClient httpClient,
    ClientDiagnostics diagnostics
)
{
    private readonly Deadline.Pool _deadlines = new(options.TimeProvider);

    public Task<TReply> SendAsync<TReply>(ApiRequest request, CancellationToken cancellationToken)
        where TReply : class =>
        diagnostics.HasListeners
            ? SendObservedAsync<TReply>(request, cancellationToken)
            : SendUntilDeadlineAsync<TReply>(request, cancellationToken);

    /// <summary>A reply with the URL of an operation that returns a video. Nothing is sent yet.</summary>
    public ContentReply ContentOf(ApiRequest request) =>
        new(
            request.UrlAt(options.BaseUrl!),
            async (message, token) =>
            {
                using var call = request.ToMessage(options.BaseUrl!);
                using var deadline = _deadlines.Start(options.RequestTimeout, token);
                await AuthorizeAsync(request, call, deadline.Token, token).ConfigureAwait(false);
                foreach (var (name, values) in call.Headers)
                {
                    message.Headers.TryAddWithoutValidation(name, values);
                }
            }
        );

    // A separate method: in SendAsync, the captures of this lambda would be allocated without listeners, too.
    private Task<TReply> SendObservedAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class =>
        diagnostics.ObserveCallAsync(
            request,
            () => SendUntilDeadlineAsync<TReply>(request, cancellationToken)
        );

    private async Task<TReply> SendUntilDeadlineAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The budget comes first: time spent on our own limit must not count as slowness of the service.
        var permit = await RequestBudget
            .AdmitAsync(options.RequestBudget, cancellationToken)
            .ConfigureAwait(false);
        using var deadline = _deadlines.Start(
            request.Timeout
                ?? (request.IsSubmission ? options.SubmitTimeout : options.RequestTimeout),
            cancellationToken
        );
        for (var attempts = 1; ; attempts++)
        {
            CloudswayException failure;
            try
            {
                using (permit)
                {
                    return await SendOnceAsync<TReply>(request, deadline.Token, cancellationToken)
                        .ConfigureAwait(false);
                }
            }
            catch (CloudswayException exception) when (Repetition.IsAllowed(exception, attempts))
            {
                failure = exception;
            }

            permit = await EnterAgainAsync(
                    request,
                    failure,
                    attempts,
                    deadline.Token,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async Task<RequestBudget.Permit> EnterAgainAsync(
        ApiRequest request,
        CloudswayException failure,
        int attempts,
        CancellationToken deadline,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Task.Delay(Repetition.Delay(failure, attempts), options.TimeProvider, deadline)
                .ConfigureAwait(false);
            diagnostics.Repeating(request, failure);
            return await RequestBudget
                .AdmitAsync(options.RequestBudget, deadline)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, failure, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The deadline passed between two attempts: report the failure of the last one.
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;
using WireMock.Util;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Makes each operation of the contract a mapping of WireMock, and adds one for all other requests.
/// </summary>
internal sealed class OperationMappings(
    WireMockServer server,
    ServedContract contract,
    OperationAnswers answers,
    FaultPlan faults
)
{
    // A user's mapping goes first: its priority is 0 unless the user sets one.
    private const int Priority = 1000;
    private const string NoOperation = "no operation of the contract";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private HashSet<Guid> _registered = [];

    /// <summary>Adds the mappings, or updates them after a change of the contract.</summary>
    public void Register()
    {
        var document = contract.Current;
        foreach (var operation in document.Operations)
        {
            Register(operation, operation.Id, DescriptionOf(operation), Priority);
        }

        Register(
            null,
            NoOperation,
            "Answers 404 and names the operation that is most like the request.",
            int.MaxValue
        );
        var current = document
            .Operations.Select(operation => operation.Id)
            .Append(NoOperation)
            .Select(GuidOf)
            .ToHashSet();
        _registered.Except(current).ToList().ForEach(guid => server.DeleteMapping(guid));
        _registered = current;
    }

    /// <summary>Whether a mapping is one of these.</summary>
    public bool Has(Guid mapping) => _registered.Contains(mapping);

    /// <summary>Adds the mappings again if all of them were removed, as by a reset of WireMock.</summary>
    public void Restore()
    {
        if (!server.Mappings.Any(mapping => _registered.Contains(mapping.Guid)))
        {
            Register();
        }
    }

    private void Register(
        ContractOperation? operation,
        string title,
        string description,
        int priority
    )
    {
        var request = Request
            .Create()
            .WithPath(new OperationPath(contract.Current.BasePaths, operation));
        server
            .Given(
                operation is null ? request.UsingAnyMethod() : request.UsingMethod(operation.Method)
            )
            .WithGuid(GuidOf(title))
            .WithTitle(title)
            .WithDescription(description)
            .AtPriority(priority)
            .RespondWith(
                Response.Create().WithCallback(message => Answer(message, operation is null))
            );
    }

    private ResponseMessage Answer(IRequestMessage request, bool isForAll)
    {
        if (ReceivedCall.Current is not { } call)
        {
            return AdminRequests.NotFound(request.Method, request.Path);
        }

        if (call.Forwarded is { } forwarded)
        {
            return forwarded;
        }

        if (call.Body.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Message(call, MockReply.Error(413, $"{call.Body.Problem}."), null);
        }

        // While the contract is read again, the mapping of an operation may not fit it for a moment.
        if (call.Operation is not { } operation || (isForAll && !IsEnabled(operation)))
        {
            return Message(call, NoRoute(call), null);
        }

        call.AnsweredBy = operation.Id;
        var (reply, fault) = answers.Answer(operation, call);
        call.FaultyReply = fault?.Kind
            is null
                or FaultKind.Interception
                or FaultKind.OtherStatus
                or FaultKind.Redirect
            ? null
            : faults.ReplyWith(call.Context, fault);
        return Message(call, reply, fault);
    }

    private static ResponseMessage Message(ReceivedCall call, MockReply reply, MockFault? fault)
    {
        // The journal shows status 0 for an answer that is reset or never sent.
        var (statusCode, text, type) = fault?.Kind switch
        {
            FaultKind.Interception => (fault.StatusCode, fault.Body, fault.ContentType),
            FaultKind.OtherStatus => (fault.StatusCode, reply.Text, reply.ContentType),
            FaultKind.Redirect => (StatusCodes.Status307TemporaryRedirect, "", "text/plain"),
            FaultKind.Reset or FaultKind.LostRequest or FaultKind.Silence => (
                0,
                reply.Text,
                reply.ContentType
            ),
            _ => (reply.StatusCode, reply.Text, reply.ContentType),
        };
        text = MockReply.HasBody(statusCode) ? text : "";
        var body =
            text.Length == 0 && reply.Bytes is { } bytes && statusCode == reply.StatusCode
                ? new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = bytes }
                : new BodyData
                {
                    DetectedBodyType = BodyType.String,
                    BodyAsString = text,
                    Encoding = Utf8,
                };
        // WireMock does not set it.
        call.Context.Response.ContentLength = body.BodyAsBytes?.Length ?? Utf8.GetByteCount(text);
        var message = new ResponseMessage { StatusCode = statusCode, BodyData = body };
        message.AddHeader("Content-Type", type);
        if (reply.RetryAfter is { } retryAfter)
        {
            message.AddHeader("Retry-After", retryAfter);
        }

        if (call.Location is { } location)
        {
            message.AddHeader("Location", location);
        }

        return message;
    }

    private bool IsEnabled(ContractOperation operation) =>
        server
            .Mappings.OfType<Mapping>()
            .Any(mapping => mapping is { IsDisabled: false } && mapping.Title == operation.Id);

    private MockReply NoRoute(ReceivedCall call)
    {
        if (call.Operation is { } operation)
        {
            return MockReply.Error(
                404,
                $"The mapping of {operation.Id} was removed or disabled. POST /__mock/reset adds it again."
            );
        }

        var request = call.Context.Request;
        var (method, path, document) = (request.Method, request.Path.Value!, contract.Current);
        var nearest = document.Nearest(method, path);
        return MockReply.Error(
            404,
            $"The contract has no {method} {path}. Nearest is {nearest?.Method} "
                + $"{document.BasePaths[0]}{nearest?.Template}."
        );
    }

    private static string DescriptionOf(ContractOperation operation)
    {
        var examples = operation.StatusCodes.SelectMany(code => operation.ReplyExamples(code).Keys);
        return $"{operation.Summary} Replays an example for \"Prefer: example=NAME\": "
            + $"{string.Join(", ", examples.Distinct())}.";
    }

    // The same at every start, so that a user can refer to a mapping by its id.
    private static Guid GuidOf(string title) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(title)).AsSpan(0, 16));
}

using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

public partial class SubmissionRowTests
{
    // The answer to every submission; how many submissions arrive; what the caller gets.
    private static readonly Row[] Rows =
    [
        // A usable id is a job, with any status and any error code.
        new(200, Id, 1, Job),
        new(200, """{"task_id":1}""", 1, Job),
        new(200, """{"taskId":" 1 "}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":{"status_code":1002}}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":{"status_code":1008}}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":{"status_code":2000}}""", 1, Job),
        new(200, """{"taskId":"1","error":{"code":"NO_ENDPOINT"}}""", 1, Job),
        new(429, Id, 1, Job),
        new(503, """{"task_id":1}""", 1, Job),
        new(503, """{"task_id":1,"code":503}""", 1, Job),
        new(400, Id, 1, Job),
        new(500, Id, 1, Job),
        new(303, Id, 1, Job),
        // An id is found in other shapes.
        new(200, """{"taskId":"1","base_resp":0}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":"ok"}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":[]}""", 1, Job),
        new(200, """{"code":0,"data":{"taskId":"1"}}""", 1, Job),
        new(200, """{"code":200,"message":"ok","data":{"task_id":1}}""", 1, Job),
        new(429, """{"code":429,"data":{"taskId":"1"}}""", 1, Job),
        new(200, """{"id":"1"}""", 1, MaybeJob),
        new(200, """{"data":{"id":1}}""", 1, MaybeJob),
        new(429, """{"code":0,"data":{"id":1}}""", 1, MaybeJob),
        new(400, """{"id":"1"}""", 1, MaybeJob),
        // What programs write where they have no id is none.
        new(200, """{"taskId":0}""", 1, Unknown),
        new(200, """{"taskId":true}""", 1, Unknown),
        new(200, """{"taskId":"null"}""", 1, Unknown),
        new(200, """{"taskId":"00000000-0000-0000-0000-000000000000"}""", 1, Unknown),
        new(200, """{"taskId":0,"data":{"task_id":1}}""", 1, Job),
        new(200, """{"taskId":0,"id":1}""", 1, MaybeJob),
        new(503, """{"taskId":0}""", 1, Unknown),
        new(200, """{"task_id":0,"base_resp":{"status_code":1002}}""", 3, NotNow),
        new(200, """{"task_id":0,"base_resp":{"status_code":1008}}""", 1, Refused),
        // An id survives faults of the connection.
        new(200, Id, 1, Job, Delivery.Chunked),
        new(200, Id, 1, Job, Delivery.LengthTooLarge),
        new(200, Id, 1, Job, Delivery.ResetAfterBody),
        new(200, Id, 1, Job, Delivery.EndlessChunks),
        new(200, Id, 1, Job, Delivery.Gzip),
        new(200, Id, 1, Job, Delivery.Brotli),
        new(200, Id, 1, Job, Delivery.Deflate),
        new(503, Id, 1, Job, Delivery.ResetAfterBody),
        // A 503 is a refusal only with an error code of the contract.
        new(503, EnvoyText, 1, Unknown),
        new(503, $$"""{"code":503,"message":"{{EnvoyText}}"}""", 1, Unknown),
        new(503, "<html></html>", 1, Unknown),
        new(503, "", 1, Unknown),
        new(503, "{}", 1, Unknown),
        new(503, """{"message":"busy"}""", 1, Unknown),
        new(503, """{"error":"busy"}""", 1, Unknown),
        new(503, """{"code":0}""", 1, Unknown),
        new(503, """{"base_resp":{"status_code":0}}""", 1, Unknown),
        new(503, Overload, 3, NotNow),
        new(503, """{"error":{"code":"NO_ENDPOINT"}}""", 3, NotNow),
        new(503, """{"base_resp":{"status_code":1002}}""", 3, NotNow),
        new(503, Overload, 1, Unknown, Delivery.ResetWithinBody),
        // Unknown outcomes.
        new(301, "", 1, Unknown),
        new(302, "", 1, Unknown),
        new(303, "", 1, Unknown),
        new(307, "", 1, Unknown),
        new(308, "", 1, Unknown),
        new(408, "", 1, Unknown),
        new(499, "", 1, Unknown),
        new(500, """{"error":"down"}""", 1, Unknown),
        new(502, "<html></html>", 1, Unknown),
        new(504, """{"code":504}""", 1, Unknown),
        new(200, "", 1, Unknown),
        new(200, "{}", 1, Unknown),
        new(200, """{"base_resp":{"status_code":1001}}""", 1, Unknown),
        new(200, """{"base_resp":{"status_code":2000}}""", 1, Unknown),
        new(200, """{"error":{"code":"INVALID_ARGUMENT"}}""", 1, Unknown),
        new(200, Id, 1, Unknown, Delivery.ResetWithinBody),
        new(200, Id, 1, Unknown, Delivery.ResetAfterHead),
        new(200, Id, 1, Unknown, Delivery.ResetBeforeHead),
        new(200, Id, 1, Unknown, Delivery.Garbage),
        new(200, Id, 1, Unknown, Delivery.Silent),
        new(200, Id, 1, Unknown, Delivery.SilentAfterHead),
        // Certain refusals.
        new(429, "", 3, NotNow),
        new(429, """{"code":429}""", 3, NotNow),
        new(200, """{"base_resp":{"status_code":1002}}""", 3, NotNow),
        new(400, "{}", 1, Refused),
        new(401, """{"code":401}""", 1, Refused),
        new(402, "", 1, Refused),
        new(403, "<html></html>", 1, Refused),
        new(404, "", 1, Refused),
        new(409, "", 1, Refused),
        new(422, "", 1, Refused),
        new(425, "", 1, Refused),
        new(200, """{"base_resp":{"status_code":1008}}""", 1, Refused),
        new(200, """{"base_resp":{"status_code":2013}}""", 1, Refused),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.ToString())];

    private sealed record Row(
        int Status,
        string Body,
        int Posts,
        string ComesTo,
        Delivery Delivery = Delivery.Whole
    )
    {
        public override string ToString() =>
            $"{Status} {Delivery} {Body} -> {Posts} submissions, {ComesTo}";
    }
}

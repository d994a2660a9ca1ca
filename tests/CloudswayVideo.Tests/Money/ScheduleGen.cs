using CloudswayVideo.Tests.Support;
using CsCheck;

namespace CloudswayVideo.Tests.Money;

/// <summary>Random schedules. A gateway that refuses a job never accepts it as well.</summary>
internal static class ScheduleGen
{
    private static readonly int[] Statuses =
    [
        200,
        200,
        200,
        200,
        201,
        202,
        204,
        301,
        302,
        303,
        307,
        308,
        400,
        401,
        402,
        403,
        404,
        405,
        408,
        409,
        413,
        422,
        425,
        429,
        429,
        499,
        500,
        502,
        503,
        503,
        503,
        504,
        520,
        529,
    ];

    private static readonly string[] WithId =
    [
        """{"taskId":"{id}"}""",
        """{"taskId":{id}}""",
        """{"task_id":"{id}"}""",
        """{"task_id":{id}}""",
        """{"taskId":" {id} "}""",
        """{"taskId":"{id}","base_resp":{"status_code":0}}""",
        """{"taskId":"{id}","base_resp":{"status_code":1002,"status_msg":"rate limit"}}""",
        """{"taskId":"{id}","base_resp":{"status_code":1008}}""",
        """{"task_id":{id},"base_resp":{"status_code":2000}}""",
        """{"taskId":"{id}","base_resp":0}""",
        """{"taskId":"{id}","base_resp":"busy"}""",
        """{"taskId":"{id}","base_resp":[]}""",
        """{"taskId":"{id}","code":503,"message":"of {prompt}"}""",
        """{"taskId":"{id}","error":"of {prompt}"}""",
        """{"taskId":"{id}","error":{"code":"NO_ENDPOINT"}}""",
        """{"code":0,"data":{"taskId":"{id}"}}""",
        """{"code":429,"message":"of {prompt}","data":{"task_id":{id}}}""",
        """{"id":"{id}"}""",
        """{"code":0,"data":{"id":{id}}}""",
    ];

    private static readonly string[] WithoutId =
    [
        "",
        "{}",
        "[]",
        "null",
        "\"{prompt}\"",
        "<html>{prompt}</html>",
        "SSH-2.0 RWsecret0Gd {prompt}",
        "upstream connect error or disconnect/reset before headers",
        """{"taskId":null}""",
        """{"taskId":""}""",
        """{"taskId":{"prompt":"{prompt}","key":"RWsecret0Gd"}}""",
        """{"code":503,"message":"of {prompt}"}""",
        """{"code":"NO_ENDPOINT","message":"of {prompt}"}""",
        """{"error":{"code":"INVALID_ARGUMENT","message":"of {prompt}"}}""",
        """{"error":"of {prompt}"}""",
        """{"message":"of {prompt}"}""",
        """{"code":0,"message":"ok","data":null}""",
        """{"code":1008,"message":"insufficient balance of {prompt}","data":null}""",
        """{"base_resp":{"status_code":0}}""",
        """{"base_resp":{"status_code":1002,"status_msg":"of {prompt}"}}""",
        """{"base_resp":{"status_code":1008}}""",
        """{"base_resp":{"status_code":1001}}""",
        """{"base_resp":{"status_code":2000}}""",
    ];

    private static readonly string[] AboutJob =
    [
        """{"status":"IN_PROGRESS"}""",
        """{"status":"IN_PROGRESS","progress":"85%"}""",
        """{"status":"Processing","base_resp":{"status_code":1027}}""",
        """{"status":" SUCCESS ","mediaUrl":"{media}"}""",
        """{"status":"SUCCESS"}""",
        """{"status":"SUCCESS","mediaUrl":"{media}","expireTime":253402300800000,"createdAt":253402300799000}""",
        """{"status":"COMPLETED","mediaUrl":"{media}"}""",
        """{"status":"FAILED","failReason":"of {media}"}""",
        """{"code":0,"data":{"status":"SUCCESS","mediaUrl":"{media}"}}""",
        .. WithoutId,
    ];

    private static readonly string[] Headers =
    [
        "",
        "",
        "",
        "Retry-After: 0\r\n",
        "Retry-After: 1\r\n",
        "Retry-After: 44\r\n",
        "Retry-After: 31536000\r\n",
        "Retry-After: soon\r\n",
        "Location: /v1/ai/elsewhere\r\n",
        "Location: file:///etc/passwd\r\n",
        "Server: envoy\r\n",
    ];

    private static readonly string[] Types =
    [
        "application/json",
        "application/json",
        "text/plain",
        "text/html",
    ];

    private static readonly Gen<Delivery> Deliveries = Gen.Frequency(
        (6, Gen.Const(Delivery.Whole)),
        (4, Gen.Enum<Delivery>())
    );

    private static readonly Gen<Arrival> Meddled =
        from accepts in Gen.Bool
        from hasId in Gen.Frequency((2, Gen.Const(true)), (1, Gen.Const(false)))
        from reply in Reply(accepts && hasId ? WithId : WithoutId)
        select new Arrival(accepts && !Refusals.Tells(reply), reply);

    private static readonly Gen<Arrival> Arrivals = Gen.Frequency(
        (1, Gen.Const(Arrival.Accepted)),
        (2, Meddled)
    );

    public static Gen<Schedule> Any { get; } =
        from arrivals in Arrivals.Array[1, 4]
        from answers in Reply(AboutJob).Array[0, 3]
        from downloads in Reply(["{video}", "{video}", "", "<html>{prompt}</html>"]).Array[0, 2]
        from chain in Gen.Frequency((2, Gen.Const(Chain.None)), (3, Gen.Enum<Chain>()))
        from handlers in Gen.Enum<UserHandler>().Array[0, chain == Chain.None ? 0 : 2]
        from cancelling in Gen.Frequency((4, Gen.Const((Cancelling?)null)), (1, Cancellings!))
        from hasImage in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        select new Schedule(arrivals, answers, downloads, chain, handlers, cancelling, hasImage);

    private static Gen<Cancelling?> Cancellings { get; } =
        from request in Gen.Int[1, 6]
        from moment in Gen.Enum<Moment>()
        select (Cancelling?)new Cancelling(request, moment);

    // The simplest ones come first, because a failure shrinks towards them.
    private static Gen<T> OneOf<T>(T[] values) =>
        Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static Gen<GatewayReply> Reply(string[] bodies) =>
        from status in OneOf(Statuses)
        from body in OneOf(bodies)
        from delivery in Deliveries
        from headers in OneOf(Headers)
        from type in OneOf(Types)
        select new GatewayReply(status, body, delivery, headers, type);
}

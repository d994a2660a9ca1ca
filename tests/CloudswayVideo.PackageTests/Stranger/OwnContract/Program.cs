using CloudswayVideo;

var hailuo = new HailuoClient(new CloudswayOptions { EndpointPath = "success" });
var request = HailuoVideoRequest.FromText("A fox in the snow");
request.Resolution = "1080p";
var job = await hailuo.SubmitAsync(request);
Console.WriteLine($"{job.Id} was accepted with {request.Resolution}");

var kling = new KlingClient(new CloudswayOptions { EndpointPath = "success" });
Console.WriteLine($"{kling.EndpointPath}: {(await kling.GetVideoAsync(job.Id)).State}");

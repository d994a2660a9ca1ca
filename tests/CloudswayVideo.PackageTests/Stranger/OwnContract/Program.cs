using CloudswayVideo;

var hailuo = new HailuoClient(new CloudswayOptions { EndpointPath = "success" });
var request = HailuoVideoRequest.FromText("A fox in the snow");
request.FilmGrain = "fine";
var job = await hailuo.SubmitAsync(request);
Console.WriteLine($"{job.Id} was accepted with {request.FilmGrain}");

var kling = new KlingClient(
    new CloudswayOptions
    {
        EndpointPath = "success",
        Polling = { Interval = TimeSpan.FromMilliseconds(100) },
    }
);
Video video = await kling.GenerateAsync(new KlingVideoRequest { Text = "A fox in the snow" });
Console.WriteLine(
    $"{video.JobId} of {kling.GetJob(video.JobId).Family} has {await video.SaveAsync("clip.mp4")} bytes"
);

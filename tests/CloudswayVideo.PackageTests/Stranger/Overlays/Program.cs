using CloudswayVideo;

// Families that the overlays add, each made, waited for and saved with the verbs that every family has.
CloudswayOptions options = new()
{
    EndpointPath = "success",
    Polling = { Interval = TimeSpan.FromMilliseconds(100) },
};
var hailuo = new HailuoClient(options);
var kling = new KlingClient(options);
var seedance = new SeedanceClient(options);

var newer = HailuoVideoRequest.FromText("A fox in the snow");
newer.Duration = HailuoDuration.Value10;
newer.Resolution = HailuoResolution.Value768P;
await SaveAsync(await hailuo.GenerateAsync(newer), "hailuo");

var text = await kling.SubmitAsync(
    new KlingTextRequest { Prompt = "A fox in the snow", Duration = KlingDuration.FiveSeconds }
);
await SaveAsync(await text.WaitAsync(), "kling text");

var image = await kling.SubmitAsync(
    new KlingImageRequest { Image = ImageInput.FromUrl("https://demo.example/fox.jpg") }
);

// Two kinds of job have a path each; a token says which one it is, and an id alone is asked for at both.
await SaveAsync(await kling.GetJob(image.ToToken()).WaitAsync(), "kling image");
await SaveAsync(await kling.GetJob(image.Id).WaitAsync(), "kling id");

await SaveAsync(
    await seedance.GenerateAsync(
        new SeedanceRequest
        {
            Model = "seedance-1-0-pro",
            Content =
            [
                new SeedanceContent { Type = SeedanceContentType.Text, Text = "A fox" },
                new SeedanceContent
                {
                    Type = SeedanceContentType.ImageUrl,
                    ImageUrl = new SeedanceImage
                    {
                        Url = ImageInput.FromUrl("https://demo.example/fox.jpg"),
                    },
                },
            ],
        }
    ),
    "seedance"
);

try
{
    await kling.SubmitAsync(new KlingImageRequest());
}
catch (ArgumentException exception)
{
    Console.WriteLine(exception.Message);
}

// One that tells of the video at a path of its own, by the id of the job.
await SaveAsync(
    await new QueueClient(options).GenerateAsync(new QueueRequest { Prompt = "A fox" }),
    "queue"
);

// It is asked in a POST, which may be repeated, unlike a submission.
var line = new QueueClient(new CloudswayOptions { AccessKey = "k" }, new HttpClient(new Wire()));
Console.WriteLine($"queue asked: {(await line.GetJob("8").AskAsync()).Phase}");

// One whose video is what an operation answers with; the key stays where it was asked for.
await SaveAsync(
    await new ReelClient(options).GenerateAsync(new ReelRequest { Prompt = "A fox" }),
    "reel"
);
using var storage = new HttpClient(new Wire());
var reel = new ReelClient(new CloudswayOptions { AccessKey = "k" }, storage, storage);
await SaveAsync(await reel.GetJob("5").WaitAsync(), "reel elsewhere");
await SaveAsync(await reel.GetJob("6").WaitAsync(), "reel later");

// A provider of keys that hangs once the video is fetched has as long as a request.
var keys = new Queue<Task<string>>([Task.FromResult("k")]);
var hanging = new ReelClient(
    new CloudswayOptions
    {
        RequestTimeout = TimeSpan.FromMilliseconds(500),
        AccessKeyProvider = _ =>
            new(keys.TryDequeue(out var key) ? key : new TaskCompletionSource<string>().Task),
    },
    storage,
    storage
);
var unsaved = await hanging.GetJob("5").WaitAsync();
try
{
    await unsaved.SaveAsync("unsaved.mp4").WaitAsync(TimeSpan.FromSeconds(30));
}
catch (CloudswayConnectionException exception)
{
    Console.WriteLine($"no key: {exception.Message}");
}

// Two videos of one job are two files.
var pair = await new ProbeClient(options).GenerateAsync(
    new TextRequest { Prompt = "A fox", Count = 2 }
);
foreach (var file in await pair.SaveAllAsync("pair.mp4"))
{
    Console.WriteLine($"{file}: {new FileInfo(file).Length} bytes");
}

// One with a status for each of its works, which runs until the last has ended, and with a file for each.
await SaveAsync(
    await new PairClient(options).GenerateAsync(new QueueRequest { Prompt = "A fox" }),
    "works"
);
var works = await new PairClient(
    new CloudswayOptions
    {
        AccessKey = "k",
        Polling = { Interval = TimeSpan.FromMilliseconds(100) },
    },
    storage,
    storage
)
    .GetJob("7")
    .WaitAsync();
Console.WriteLine($"works at {works.Url} and {works.Others.Single().Url}");
await new PairClient(new CloudswayOptions { AccessKey = "k" }, storage).CancelAsync("7");

// A family whose requests look otherwise on the wire: what is sent is recorded, and the answers are made here.
var wire = new Wire();
var probe = new ProbeClient(new CloudswayOptions { AccessKey = "k" }, new HttpClient(wire));
await probe.ListThingsAsync(
    ["a", "b"],
    ["c", "d"],
    new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1))
);
Console.WriteLine(await probe.GetNoteAsync());
Console.WriteLine(string.Join(",", await probe.GetPictureAsync()));
await probe.CancelAsync("job-1");
await probe.SubmitAsync(new TextRequest { Prompt = "A fox", Count = 0 });
var animated = await probe.AnimateAsync(
    new ImageRequest { Image = ImageInput.FromUrl("https://demo.example/fox.jpg") }
);
Console.WriteLine($"{animated.Url} and {animated.Others.Single().Url}");

// One that only says that a job is over tells its failure in the place of the video.
try
{
    await probe.GetJob("9").WaitAsync();
}
catch (VideoJobFailedException exception)
{
    Console.WriteLine($"{exception.JobId} failed: {exception.FailureMessage}");
}

// A code beside a status of 200 is a failed call, as the contract says of it.
try
{
    var broke = new CloudswayOptions { AccessKey = "k", EndpointPath = "e" };
    await new KlingClient(broke, new HttpClient(wire)).SubmitAsync(
        new KlingTextRequest { Prompt = "A fox" }
    );
}
catch (CloudswayApiException exception)
{
    Console.WriteLine(
        $"{exception.Code} is {exception.Reason}, safe: {exception.IsSafeToResubmit}"
    );
}

static async Task SaveAsync(Video video, string name) =>
    Console.WriteLine($"{name}: {await video.SaveAsync($"{name}.mp4")} bytes");

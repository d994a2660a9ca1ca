#!/usr/bin/env dotnet
#:project ../../src/CloudswayVideo.Generated
#:property PublishAot=false

// Every documented variant through our client, from submitting to the URL of the video, at the base URL that is given.
using CloudswayVideo;

const string image = "https://example.com/face.jpg";

var options = new CloudswayOptions
{
    AccessKey = "any",
    EndpointPath = "success",
    BaseUrl = new Uri(args[0]),
    Polling = { Interval = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(30) },
};
var hailuo = new HailuoClient(options);
var haiper = new HaiperClient(options);

var jobs = new (string Variant, Func<Task<VideoJob>> Submit)[]
{
    (
        "i2v",
        () =>
            hailuo.SubmitAsync(
                new HailuoVideoRequest
                {
                    Prompt = " ",
                    PromptOptimizer = true,
                    FirstFrameImage = image,
                }
            )
    ),
    (
        "t2v",
        () =>
            hailuo.SubmitAsync(
                new HailuoVideoRequest
                {
                    Prompt = "女生落落大方,在风景如画的场景中微笑",
                    PromptOptimizer = true,
                }
            )
    ),
    (
        "i2v_live",
        () =>
            hailuo.SubmitAsync(
                HailuoVideoRequest.FromImage(
                    ImageInput.FromFile("../../src/CloudswayVideo.Cli/Assets/first-frame.png")
                )
            )
    ),
    (
        "i2v_director",
        () => hailuo.SubmitAsync(HailuoVideoRequest.FromImage(image, "It turns its head[Pan Left]"))
    ),
    (
        "t2v_director",
        () =>
            hailuo.SubmitAsync(HailuoVideoRequest.FromText("A lighthouse at dusk[Push In,Tilt Up]"))
    ),
    ("s2v", () => hailuo.SubmitAsync(HailuoVideoRequest.FromSubject(image, "She waves"))),
    (
        "generate",
        () =>
            haiper.SubmitAsync(
                new HaiperGenerateRequest
                {
                    Prompt = "A sunset over the ocean.",
                    NegativePrompt = "Gloom",
                    Config = new() { SourceImage = image },
                    Settings = new()
                    {
                        Seed = 42,
                        Duration = 2,
                        AspectRatio = "16:9",
                    },
                }
            )
    ),
    (
        "upscale",
        () =>
            haiper.SubmitAsync(
                new HaiperUpscaleRequest { Config = { SourceVideo = "https://example.com/a.mp4" } }
            )
    ),
    (
        "extend",
        () =>
            haiper.SubmitAsync(
                new HaiperExtendRequest
                {
                    Prompt = "It sets",
                    NegativePrompt = "Gloom",
                    Config = { SourceVideo = "https://example.com/a.mp4", ExtendDuration = 4 },
                    Settings = new() { Seed = 42, GuidanceScale = 7.5 },
                }
            )
    ),
};

var failures = await Task.WhenAll(
    jobs.Select(async job =>
    {
        try
        {
            var submitted = await job.Submit();
            await submitted.WaitAsync();
            Console.WriteLine($"C#: {job.Variant} {submitted.Id}");
            return 0;
        }
        catch (CloudswayException exception)
        {
            await Console.Error.WriteLineAsync(
                $"C#: {job.Variant}: {exception.Message}\n{(exception as CloudswayApiException)?.ResponseBody}"
            );
            return 1;
        }
    })
);
return failures.Sum();

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

static async Task SaveAsync(Video video, string name) =>
    Console.WriteLine($"{name}: {await video.SaveAsync($"{name}.mp4")} bytes");

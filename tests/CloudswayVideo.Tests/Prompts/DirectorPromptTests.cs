using System.Reflection;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Contract;

namespace CloudswayVideo.Tests.Prompts;

/// <summary>Camera movements in a prompt, and its length.</summary>
public sealed class DirectorPromptTests
{
    private const string Astral = "🦊";

    [Fact]
    public void Movements_are_in_brackets_together_or_one_after_another()
    {
        var prompt = new DirectorPrompt("A lighthouse at dusk")
            .Camera(CameraMovement.PushIn, CameraMovement.TiltUp)
            .Text(", then the open sea")
            .Camera(CameraMovement.PanLeft);

        ((string)prompt)
            .Should()
            .Be(
                (string?)
                    ContractCases.Operation("hailuo_createTask").RequestExamples["camera"]["prompt"]
            );
        prompt.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void A_text_does_not_touch_the_movement_before_it()
    {
        var prompt = new DirectorPrompt()
            .Camera(CameraMovement.Fixed)
            .Text("A fox")
            .Camera(CameraMovement.Follow)
            .Text(" runs. ")
            .Text("It stops");

        prompt.ToString().Should().Be("[Fixed] A fox[Follow] runs. It stops");
    }

    [Fact]
    public void All_fifteen_documented_movements_exist()
    {
        var movements = typeof(CameraMovement)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)!.ToString());

        movements
            .Should()
            .Equal(
                "Pan Left",
                "Pan Right",
                "Tilt Left",
                "Tilt Right",
                "Push In",
                "Pull Out",
                "Ascend",
                "Descend",
                "Tilt Up",
                "Tilt Down",
                "Zoom In",
                "Zoom Out",
                "Shake",
                "Follow",
                "Fixed"
            );
    }

    [Fact]
    public void An_undocumented_movement_is_accepted()
    {
        new DirectorPrompt("A fox")
            .Camera("Truck left")
            .ToString()
            .Should()
            .Be("A fox[Truck left]");
    }

    [Fact]
    public void More_than_three_movements_at_once_give_a_warning_and_are_sent()
    {
        var three = new DirectorPrompt("A fox").Camera(
            CameraMovement.PanLeft,
            CameraMovement.TiltUp,
            CameraMovement.ZoomIn
        );
        var four = three
            .Camera(
                CameraMovement.PanLeft,
                CameraMovement.TiltUp,
                CameraMovement.ZoomIn,
                CameraMovement.Shake
            )
            .Camera(CameraMovement.Fixed);

        three.Warnings.Should().BeEmpty();
        four.Warnings.Should()
            .Equal(
                "[Pan Left,Tilt Up,Zoom In,Shake] combines 4 movements; more than 3 at once are not recommended."
            );
        four.ToString()
            .Should()
            .Be("A fox[Pan Left,Tilt Up,Zoom In][Pan Left,Tilt Up,Zoom In,Shake][Fixed]");
    }

    [Fact]
    public void No_movement_and_a_movement_without_a_name_are_refused()
    {
        var none = () => new DirectorPrompt("A fox").Camera();
        var nameless = () => new DirectorPrompt("A fox").Camera(default(CameraMovement));

        none.Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Give at least one movement, and a name for each, such as CameraMovement.PushIn.*"
            );
        nameless.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_prompt_of_2000_code_points_is_sent_and_one_more_is_not()
    {
        await using var mock = await CloudswayMock.StartAsync();
        var client = mock.CreateHailuoClient();

        var sent = await client.SubmitAsync(HailuoVideoRequest.FromText(OfLength(2000)));
        var tooLong = () => client.SubmitAsync(HailuoVideoRequest.FromText(OfLength(2001)));

        sent.Id.Should().NotBeEmpty();
        (await tooLong.Should().ThrowAsync<ArgumentException>()).WithMessage(
            "*prompt has 2001 characters, at most 2000 allowed*"
        );
        mock.Requests.Should().HaveCount(1);
    }

    // Each character except those of the movement has two UTF-16 units.
    private static DirectorPrompt OfLength(int codePoints)
    {
        var movement = new DirectorPrompt().Camera(CameraMovement.PanLeft);
        return new DirectorPrompt(
            string.Concat(Enumerable.Repeat(Astral, codePoints - movement.ToString().Length))
        ).Camera(CameraMovement.PanLeft);
    }
}

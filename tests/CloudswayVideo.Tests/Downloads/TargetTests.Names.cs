using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

public partial class TargetTests
{
    [LinuxTheory]
    [InlineData('v')]
    [InlineData('語')]
    public async Task The_download_to_a_name_of_255_bytes_is_continued(char letter)
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 5),
        ]);
        var target = _folder[new string(letter, letter == 'v' ? 255 : 85)];
        Video.CheckTarget(target);

        var save = await SaveAsync(server, target);
        await save.Should().ThrowAsync<VideoDownloadException>();
        _folder.Files.Should().HaveCount(2);
        await save();

        File.Exists(target).Should().BeTrue();
        _folder.Files.Should().ContainSingle();
        server.Starts.Should().Equal(0, 300, 300, 300, 300, 300);
    }

    [LinuxFact]
    public async Task The_longest_id_does_not_make_a_name_too_long()
    {
        await using var server = new VideoServer();
        var video = await new HaiperClient(server.Options).GetJob(new string('i', 256)).WaitAsync();

        (await video.SaveAsync(Target)).Should().Be(1000);

        _folder.Files.Should().Equal("v.mp4");
    }

    [LinuxFact]
    public async Task Two_long_names_with_the_same_start_have_different_partial_files()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 10),
        ]);
        foreach (var end in "ab")
        {
            var save = await SaveAsync(server, _folder[new string('v', 254) + end]);
            await save.Should().ThrowAsync<VideoDownloadException>();
        }

        _folder.Files.Should().HaveCount(4);
    }

    [LinuxFact]
    public async Task A_name_that_is_too_long_is_found_before_anything_is_fetched()
    {
        await using var server = new VideoServer();

        await ShouldBeRefusedAsync(server, _folder[new string('v', 256)], "*");
    }

    [LinuxTheory]
    [InlineData("/sys/v.mp4")]
    [InlineData("/proc/v.mp4")]
    public void An_unwritable_folder_is_found_before_a_job_is_paid(string path)
    {
        var check = () => Video.CheckTarget(path);

        check
            .Should()
            .Throw<Exception>()
            .Which.Should()
            .Match(failure => failure is IOException || failure is UnauthorizedAccessException);
    }

    [Fact]
    public void Checking_leaves_nothing_behind()
    {
        Video.CheckTarget(Target);

        _folder.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("missing/v.mp4")]
    [InlineData("elsewhere")]
    [InlineData("elsewhere/")]
    public void Checking_fails_if_no_file_can_be_written(string path)
    {
        Directory.CreateDirectory(_folder["elsewhere"]);

        var check = () => Video.CheckTarget(_folder[path]);

        check.Should().Throw<IOException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_path_is_no_target(string path)
    {
        var check = () => Video.CheckTarget(path);

        check.Should().Throw<ArgumentException>();
    }
}

namespace CloudswayVideo.PackageTests.Generation;

/// <summary>What an edit of the contract does to a build of the client.</summary>
public sealed class GenerationTests(RepositoryCopy repository)
    : IClassFixture<RepositoryCopy>,
        IDisposable
{
    // The tests share one copy, in any order: each that asks what the next build does first builds what others left.
    public void Dispose() => repository.RestoreContract();

    [Fact]
    public async Task A_new_property_of_a_schema_becomes_a_member_of_its_class()
    {
        repository.EditContract(
            @"(\n    HailuoVideoRequest:\r?\n.*?\n      properties:\r?\n)",
            "$1        filmGrain: {type: string, description: How much grain the video has.}\n"
        );

        (await repository.BuildAsync()).ShouldSucceed();

        (await File.ReadAllTextAsync(repository.GeneratedCode))
            .Should()
            .Contain("public string? FilmGrain ");
        CompiledMembers
            .PropertiesOf(repository.Assembly, "HailuoVideoRequest")
            .Should()
            .Contain("FilmGrain");
    }

    [Fact]
    public async Task A_status_that_forbids_unknown_fields_is_a_reply_all_the_same()
    {
        repository.EditContract(
            @"(\n    HaiperTask:\r?\n      type: object\r?\n)",
            "$1      additionalProperties: false\n"
        );

        (await repository.BuildAsync()).ShouldSucceed();

        (await File.ReadAllTextAsync(repository.GeneratedCode))
            .Should()
            .Contain("class HaiperTask : IJobReply");
    }

    [Fact]
    public async Task A_new_operation_becomes_a_method_of_its_client()
    {
        repository.EditContract(
            @"(\npaths:\r?\n)",
            """
            $1  /{endpointPath}/hailuo/video/list:
                get:
                  operationId: hailuo_listTasks
                  tags: [Hailuo]
                  summary: Lists the jobs of this account.
                  parameters:
                    - $$ref: '#/components/parameters/EndpointPath'
                  responses:
                    '200':
                      description: The jobs.
                      content:
                        application/json:
                          schema: {type: array, items: {$$ref: '#/components/schemas/HailuoTask'}}

            """
        );

        (await repository.BuildAsync()).ShouldSucceed();

        CompiledMembers
            .MethodsOf(repository.Assembly, "HailuoClient")
            .Should()
            .Contain("ListTasksAsync");
    }

    [Fact]
    public async Task A_build_without_a_change_starts_no_generator()
    {
        (await repository.BuildAsync()).ShouldSucceed();

        (await repository.BuildAsync()).ShouldSucceed().Generations.Should().Be(0);
    }

    [Theory]
    [InlineData(RepositoryCopy.Contract)]
    [InlineData("nswag.json")]
    [InlineData("src/CloudswayVideo.Generated/Templates/Class.liquid")]
    public async Task A_changed_input_makes_the_next_build_generate_the_client_once_whatever_its_time(
        string input
    )
    {
        (await repository.GenerateAsync()).ShouldSucceed();
        repository.ChangeWithAnOlderTime(input);

        (await repository.GenerateAsync()).ShouldSucceed().Generations.Should().Be(1);
        (await repository.GenerateAsync()).ShouldSucceed().Generations.Should().Be(0);
    }

    [Fact]
    public async Task An_input_that_is_only_touched_makes_no_build_generate()
    {
        (await repository.GenerateAsync()).ShouldSucceed();
        repository.Touch(RepositoryCopy.Contract);

        (await repository.GenerateAsync()).ShouldSucceed().Generations.Should().Be(0);
    }

    [Fact]
    public async Task Another_version_of_the_generator_makes_the_next_build_generate_the_client_once()
    {
        (await repository.GenerateAsync()).ShouldSucceed();
        // Only one version is sure to restore, so the other one is a copy of it in a folder named as the other's
        // would be.
        var other = $"-p:NSwagDir_Net100={await repository.GeneratorInAnotherVersionAsync()}";

        (await repository.GenerateAsync(other)).ShouldSucceed().Generations.Should().Be(1);
        (await repository.GenerateAsync(other)).ShouldSucceed().Generations.Should().Be(0);
    }

    [Fact]
    public async Task Bad_YAML_fails_the_build_with_its_file_and_line()
    {
        repository.EditContract(@"\n  version: ", "\n\tversion: ");
        var lines = await File.ReadAllLinesAsync(repository.PathOf(RepositoryCopy.Contract));
        var broken = Array.FindIndex(lines, line => line.StartsWith('\t')) + 1;

        (await ErrorAsync()).Should().Contain($"({broken},1)").And.Contain("tab");
    }

    [Fact]
    public async Task A_reference_to_nothing_fails_the_build_with_its_file_and_name()
    {
        repository.EditContract("/schemas/HailuoVideoRequest'", "/schemas/NoSuchRequest'");

        (await ErrorAsync()).Should().Contain("#/components/schemas/NoSuchRequest");
    }

    [Fact]
    public async Task A_missing_template_fails_the_build_with_its_name()
    {
        var template = repository.PathOf("src/CloudswayVideo.Generated/Templates/Enum.liquid");
        var text = await File.ReadAllTextAsync(template);
        File.Delete(template);
        try
        {
            (await repository.GenerateAsync())
                .Errors.Should()
                .Contain(error => error.Contains("Enum.liquid is missing"));
        }
        finally
        {
            await File.WriteAllTextAsync(template, text);
        }
    }

    [Fact]
    public async Task A_relative_path_of_a_contract_is_one_of_the_folder_of_the_command()
    {
        File.Copy(repository.PathOf(RepositoryCopy.Contract), repository.PathOf("mine.yaml"), true);
        try
        {
            (await repository.GenerateAsync("-p:CloudswayContract=mine.yaml"))
                .ShouldSucceed()
                .Log.Should()
                .Contain("mine.yaml");
        }
        finally
        {
            File.Delete(repository.PathOf("mine.yaml"));
        }
    }

    [Fact]
    public async Task A_build_writes_only_to_folders_that_git_ignores()
    {
        repository.FirstBuild.ShouldSucceed();

        repository
            .FilesOutsideBinAndObj()
            .Should()
            .BeEquivalentTo(repository.FilesBeforeTheFirstBuild);
        (await File.ReadAllLinesAsync(repository.PathOf(".gitignore")))
            .Should()
            .Contain(["bin/", "obj/"]);
    }

    [Fact]
    public void A_checkout_may_have_a_blank_a_comma_and_an_equals_sign_in_its_path()
    {
        repository.Root.Should().Contain(" ").And.Contain(",").And.Contain("=");

        repository.FirstBuild.ShouldSucceed().Generations.Should().Be(1);
    }

    [Fact]
    public async Task Cleaning_removes_the_generated_code()
    {
        (await repository.BuildAsync()).ShouldSucceed();
        File.Exists(repository.GeneratedCode).Should().BeTrue();

        (await repository.CleanAsync()).ShouldSucceed();

        File.Exists(repository.GeneratedCode).Should().BeFalse();
    }

    private async Task<string> ErrorAsync()
    {
        var build = await repository.BuildAsync();

        build.ExitCode.Should().NotBe(0);
        build
            .Errors.Should()
            .HaveCount(2, "the compiler should not add errors of its own")
            .And.Contain(error => error.Contains("No client can be generated"));
        return build
            .Errors.Should()
            .ContainSingle(error => error.Contains($"{RepositoryCopy.Contract}("))
            .Subject;
    }
}

using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract.Preparation;

public partial class FamilyTests
{
    [Fact]
    public void The_key_is_sent_as_the_contract_says_or_not_at_all()
    {
        Operation("/text", "post")["x-key"]!
            .ToString(Newtonsoft.Json.Formatting.None)
            .Should()
            .Be("""{"header":"Authorization","prefix":"Token "}""");
        ((string)Operation("/jobs/{id}", "delete")["x-key"]!["header"]!).Should().BeEmpty();
    }

    [Fact]
    public void A_required_header_with_one_value_is_sent_and_is_no_argument()
    {
        var operation = Operation("/text", "post");

        operation["x-constants"]!["X-Version"]!
            .Values<string>()
            .Should()
            .Equal("Header", "\"2024-11-06\"");
        operation["parameters"]!.Should().BeEmpty();
    }

    [Fact]
    public void A_question_in_a_POST_takes_the_fields_of_its_body_as_arguments()
    {
        var operation = Operation("/parts/file", "post");

        ((bool)operation["x-question"]!).Should().BeTrue("it may be repeated");
        operation["requestBody"].Should().BeNull();
        var id = operation["parameters"]!.Should().ContainSingle().Subject;
        ((string)id["schema"]!["type"]!).Should().Be("string");
        ((string)id["x-value"]!).Should().Be("new[] { ApiRequest.Number(ids) }");
        operation["x-constants"]!["kind"]!.Values<string>().Should().Equal("Field", "2");
        ((string)operation["x-family"]!["file"]!["File"]!["arguments"]!).Should().Be("ids: id");
    }

    [Fact]
    public void A_path_with_its_own_server_names_it() =>
        ((string)Operation("/image", "post")["x-server"]!).Should().Be("https://other.example/v2");

    [Fact]
    public void A_required_number_or_a_text_that_may_be_null_is_missing_until_it_is_set()
    {
        var request = Schema("TextRequest");

        ((bool)request["properties"]!["count"]!["x-required"]!).Should().BeTrue();
        ((bool)request["properties"]!["note"]!["x-required"]!).Should().BeTrue();
        request["required"]!.Values<string>().Should().Equal("prompt");
    }

    [Fact]
    public void An_id_in_a_path_is_a_text_whatever_the_contract_calls_it() =>
        ((string)Operation("/text/{id}", "get")["parameters"]![0]!["schema"]!["type"]!)
            .Should()
            .Be("string");
}

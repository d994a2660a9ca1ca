using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Surface;

/// <summary>What users read in their editor: hand-written or generated, no public member comes without it.</summary>
public class DocumentationTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static TheoryData<Type> Assemblies { get; } =
    [typeof(HailuoClient), typeof(CloudswayMock), typeof(ContractDocument)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_public_member_says_what_it_does(Type type) =>
        Gaps(
                type,
                (_, documentation) =>
                    documentation is null || !Says(documentation, "summary") ? ["summary"] : []
            )
            .Should()
            .BeEmpty();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_parameter_is_explained(Type type) =>
        Gaps(
                type,
                (member, documentation) =>
                    ParametersOf(member)
                        .Where(parameter => !Says(documentation, "param", parameter.Name))
                        .Select(parameter => $"param {parameter.Name}")
            )
            .Should()
            .BeEmpty();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_result_is_explained(Type type) =>
        Gaps(
                type,
                (member, documentation) =>
                    member is MethodInfo method
                    && Returns(method)
                    && !Says(documentation, "returns")
                        ? ["returns"]
                        : []
            )
            .Should()
            .BeEmpty();

    /// <summary>Whatever can be cancelled reaches for the network or the disk, and that can fail.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Whatever_can_be_cancelled_names_the_errors_it_throws(Type type) =>
        Gaps(
                type,
                (member, documentation) =>
                    ParametersOf(member)
                        .Any(parameter => parameter.ParameterType == typeof(CancellationToken))
                    && !Says(documentation, "exception")
                        ? ["exception"]
                        : []
            )
            .Should()
            .BeEmpty();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_option_says_its_default(Type type) =>
        Gaps(
                type,
                (member, documentation) =>
                    member is PropertyInfo { CanWrite: true }
                    && member.DeclaringType!.Name.EndsWith("Options", StringComparison.Ordinal)
                    && !documentation!.Value.Contains("default", StringComparison.OrdinalIgnoreCase)
                    && !documentation.Value.Contains("required", StringComparison.OrdinalIgnoreCase)
                        ? ["default"]
                        : []
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void Every_operation_and_every_class_of_the_contract_says_where_its_facts_come_from()
    {
        // Of our own contract that is asked, and not of another one that a build is made from.
        var contract = ContractText.Parse(
            File.ReadAllText(Repository.ContractPath),
            Repository.ContractPath
        );
        var operations = contract["paths"]!
            .SelectMany(path => path.First!.Children<JProperty>())
            .Select(operation => (Name: (string)operation.Value["operationId"]!, operation.Value));
        var classes = contract["components"]!["schemas"]!
            .Children<JProperty>()
            .Select(schema => (schema.Name, schema.Value));

        operations
            .Concat(classes)
            .Where(part =>
                !new[] { "Document", "upstream", "vendor" }.Any(source =>
                    ((string?)part.Value["description"])?.Contains(source, StringComparison.Ordinal)
                    == true
                )
            )
            .Select(part => part.Name)
            .Should()
            .BeEmpty();
    }

    private static List<string> Gaps(
        Type inAssembly,
        Func<MemberInfo, XElement?, IEnumerable<string>> missing
    )
    {
        var documentation = new XmlDocumentation(inAssembly.Assembly);
        return inAssembly
            .Assembly.ExportedTypes.SelectMany(type =>
                type.GetMembers(Declared).Where(member => member is not Type).Prepend(type)
            )
            .Where(IsWritten)
            .Where(member => documentation.Of(member)?.Element("inheritdoc") is null)
            .SelectMany(member =>
                missing(member, documentation.Of(member))
                    .Select(gap => $"{member.DeclaringType?.Name}.{member.Name}: {gap}")
            )
            .ToList();
    }

    // What users see and somebody wrote: the compiler's own members, accessors and implied constructors have no
    // documentation.
    private static bool IsWritten(MemberInfo member) =>
        member.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && member switch
        {
            Type => true,
            ConstructorInfo constructor => IsSeen(constructor)
                && constructor.GetParameters().Length > 0,
            MethodInfo method => IsSeen(method)
                && (
                    !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)
                ),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen),
            FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
                && !field.IsSpecialName,
            _ => true,
        };

    private static bool IsSeen(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        && (method.IsConstructor || !method.Name.Contains('.', StringComparison.Ordinal));

    private static ParameterInfo[] ParametersOf(MemberInfo member) =>
        (member as MethodBase)?.GetParameters() ?? [];

    private static bool Returns(MethodInfo method) =>
        !method.IsSpecialName
        && method.ReturnType != typeof(void)
        && method.ReturnType != typeof(Task)
        && method.ReturnType != typeof(ValueTask);

    private static bool Says(XElement? documentation, string tag, string? name = null) =>
        documentation
            ?.Elements(tag)
            .Any(element =>
                (name is null || element.Attribute("name")?.Value == name)
                && (element.Value.Trim().Length > 0 || element.HasElements)
            ) == true;
}

using System.Reflection;
using System.Xml.Linq;

namespace CloudswayVideo.Tests.Surface;

/// <summary>The XML documentation of an assembly, as its build wrote it for IntelliSense.</summary>
internal sealed class XmlDocumentation(Assembly assembly)
{
    private readonly Dictionary<string, XElement> _members = XDocument
        .Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    public XElement? Of(MemberInfo member) => _members.GetValueOrDefault(IdOf(member));

    // The ids of the C# specification: a letter for the kind, then the full name with the types of the parameters.
    private static string IdOf(MemberInfo member) =>
        member switch
        {
            Type type => $"T:{NameOf(type)}",
            PropertyInfo property =>
                $"P:{NameOf(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
            FieldInfo field => $"F:{NameOf(field.DeclaringType!)}.{field.Name}",
            EventInfo @event => $"E:{NameOf(@event.DeclaringType!)}.{@event.Name}",
            ConstructorInfo constructor =>
                $"M:{NameOf(constructor.DeclaringType!)}.#ctor{Parameters(constructor.GetParameters())}",
            MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion =>
                $"M:{NameOf(conversion.DeclaringType!)}.{conversion.Name}"
                    + $"{Parameters(conversion.GetParameters())}~{NameOf(conversion.ReturnType)}",
            MethodInfo method => $"M:{NameOf(method.DeclaringType!)}.{method.Name}"
                + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")
                + Parameters(method.GetParameters()),
            _ => throw new NotSupportedException($"{member} has no documentation of its own."),
        };

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0
            ? ""
            : $"({string.Join(',', parameters.Select(parameter => NameOf(parameter.ParameterType)))})";

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
        {
            return $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}";
        }

        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[]";
        }

        if (type.IsByRef)
        {
            return $"{NameOf(type.GetElementType()!)}@";
        }

        var name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace(
            '+',
            '.'
        );
        if (!type.IsConstructedGenericType)
        {
            return name;
        }

        var arguments = string.Join(',', type.GetGenericArguments().Select(NameOf));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{arguments}}}";
    }
}

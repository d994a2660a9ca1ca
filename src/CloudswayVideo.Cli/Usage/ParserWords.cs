using System.CommandLine.Parsing;

namespace CloudswayVideo.Cli.Usage;

/// <summary>
/// Rewrites messages of the parser: they name types of .NET, put choices on further lines, and may leave out the
/// option.
/// </summary>
internal static class ParserWords
{
    public static string Replace(SymbolResult given, string value, string message)
    {
        var (name, type) = (
            given is ArgumentResult { Parent: OptionResult parent } ? parent : given
        ) switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => ($"<{argument.Argument.Name}>", argument.Argument.ValueType),
            _ => ("", typeof(string)),
        };
        var choices = message
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Trim('\''))
            .ToList();
        return choices.Count > 0 ? $"{name} is \"{value}\"; there are {string.Join(", ", choices)}."
            : message.Contains($"'{type}'", StringComparison.Ordinal)
                ? $"{name} is \"{value}\"; give {Expected(type)}."
            : typeof(FileSystemInfo).IsAssignableFrom(type.GetElementType() ?? type)
                ? $"{name}: {message} Name one that exists."
            : message;
    }

    private static string Expected(Type type) =>
        type == typeof(bool) ? "true or false, or no value" : "a whole number";
}

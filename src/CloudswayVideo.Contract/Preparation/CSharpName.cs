using System.Text;

namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Makes a C# name from any text of a contract. The same text gives the same name; x-csharp-name overrides it.
/// </summary>
internal static class CSharpName
{
    // Put before a name that begins with a digit, and used for one without letters.
    private const string FirstWord = "Value";

    private static readonly HashSet<string> Keywords =
    [
        .. (
            "abstract as base bool break byte case catch char checked class const continue decimal default delegate do "
            + "double else enum event explicit extern false finally fixed float for foreach goto if implicit in int "
            + "interface internal is lock long namespace new null object operator out override params private "
            + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch "
            + "this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while"
        ).Split(' '),
    ];

    /// <summary>The name of a type or a member: "task_id" is TaskId, "16:9" is Value16x9, "-1" is Minus1.</summary>
    public static string Member(string text)
    {
        var name = new StringBuilder();
        var isFirstOfWord = true;
        foreach (var letter in text)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                isFirstOfWord = true;
                continue;
            }

            // "1.5" and "15" must have different names.
            var joint =
                isFirstOfWord && char.IsDigit(letter) && name is [.., >= '0' and <= '9'] ? "x" : "";
            name.Append(joint)
                .Append(
                    isFirstOfWord ? char.ToUpper(letter, CultureInfo.InvariantCulture) : letter
                );
            isFirstOfWord = false;
        }

        var isNegative = text is ['-', >= '0' and <= '9', ..];
        return isNegative ? $"Minus{name}"
            : name.Length == 0 || char.IsDigit(name[0]) ? FirstWord + name
            : name.ToString();
    }

    /// <summary>The name of a parameter: "task_id" is taskId, "in" is inValue.</summary>
    public static string Parameter(string text)
    {
        var name = Member(text);
        name = char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];
        return Keywords.Contains(name) ? name + FirstWord : name;
    }

    /// <summary>Takes a name, with a suffix if the name is taken already.</summary>
    /// <param name="name">The name.</param>
    /// <param name="taken">The names that are taken; the result is added.</param>
    /// <param name="word">The first suffix to try; then numbers follow.</param>
    public static string Unique(string name, ISet<string> taken, string word = "")
    {
        var unique = taken.Contains(name) ? name + word : name;
        for (var number = 2; taken.Contains(unique); number++)
        {
            unique = $"{name}{word}{number.ToString(CultureInfo.InvariantCulture)}";
        }

        taken.Add(unique);
        return unique;
    }
}

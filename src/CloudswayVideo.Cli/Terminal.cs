using System.CommandLine;
using CloudswayVideo.Cli.Display;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using Spectre.Console;

namespace CloudswayVideo.Cli;

/// <summary>
/// All that the tool has of the world: results go to <see cref="Out"/>, everything else to <see cref="Error"/>. Those
/// of the process, or those of a test. Texts are printed by <see cref="Say"/> and <see cref="Print"/>, which make
/// lines of them that command no terminal.
/// </summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In)
{
    // A file has no width; the 80 columns that Spectre assumes would cut ids and paths in two.
    private const int FileWidth = 400;

    private static readonly JsonSerializerSettings Json = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver
        {
            NamingStrategy = new CamelCaseNamingStrategy(
                processDictionaryKeys: false,
                overrideSpecifiedNames: false
            ),
        },
        NullValueHandling = NullValueHandling.Ignore,
    };

    /// <summary>Whether somebody sits there who can be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether what is shown on <see cref="Error"/> may move.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>Whether <see cref="Out"/> is looked at, and not kept.</summary>
    public bool IsOutputShown { get; init; }

    public required Func<string, string?> Variable { get; init; }

    /// <summary>Where the journal is, unless an option says otherwise.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the access key may be.</summary>
    public required string ConfigurationFolder { get; init; }

    /// <summary>Where the user is.</summary>
    public string CurrentFolder { get; init; } = Environment.CurrentDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() =>
        new(Console.Out, ForgivingWriter.Of(Console.Error), Console.In)
        {
            IsInteractive = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            IsAnimated =
                !Console.IsErrorRedirected
                && Environment.GetEnvironmentVariable("NO_COLOR") is null or ""
                && Columns() >= ConsoleOutput.LeastWidth
                && ConsoleOn(Console.Error, AnsiSupport.Detect).Profile.Capabilities.Ansi,
            IsOutputShown = !Console.IsOutputRedirected,
            Variable = Environment.GetEnvironmentVariable,
            DataFolder = Folder(Environment.SpecialFolder.LocalApplicationData),
            ConfigurationFolder = Folder(Environment.SpecialFolder.ApplicationData),
        };

    /// <summary>
    /// The console for what moves on <see cref="Error"/>, also where <see cref="Out"/> goes to a file.
    /// </summary>
    public IAnsiConsole ErrorConsole =>
        ConsoleOn(Error, AnsiSupport.Detect, InteractionSupport.Yes);

    /// <summary>Tells something about the run, a line each.</summary>
    public void Say(params IEnumerable<string> lines) => Write(Error, lines);

    /// <summary>Prints a part of the result, a line each.</summary>
    /// <exception cref="IOException">Standard output takes nothing.</exception>
    public void Print(params IEnumerable<string> lines)
    {
        try
        {
            Write(Out, lines);
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"Standard output takes nothing more: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Prints what a command came to: one line of JSON if that was asked for, else the lines.</summary>
    public void Result(ParseResult arguments, IEnumerable<string> lines, object json) =>
        Print(
            arguments.GetValue(GeneralOptions.Json)
                ? [JsonConvert.SerializeObject(json, Json)]
                : lines
        );

    /// <summary>Prints what a command came to: one line of JSON if that was asked for, else the text.</summary>
    public void Result(ParseResult arguments, string text, object json) =>
        Result(arguments, [text], json);

    /// <summary>Shows what a command came to: one line of JSON if that was asked for, else a table.</summary>
    public void Result(ParseResult arguments, Func<Table> table, object json)
    {
        Result(arguments, [], json);
        if (!arguments.GetValue(GeneralOptions.Json))
        {
            OutConsole().Write(table());
        }
    }

    /// <summary>The console for results that are more than a line.</summary>
    public IAnsiConsole OutConsole() =>
        ConsoleOn(
            Out,
            IsOutputShown ? AnsiSupport.Detect : AnsiSupport.No,
            width: IsOutputShown ? null : FileWidth
        );

    private static void Write(TextWriter writer, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            writer.WriteLine(Shown.Line(line));
        }
    }

    private static int Columns()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static IAnsiConsole ConsoleOn(
        TextWriter writer,
        AnsiSupport ansi,
        InteractionSupport interaction = InteractionSupport.Detect,
        int? width = null
    ) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new ConsoleOutput(writer, width),
                Ansi = ansi,
                Interactive = interaction,
            }
        );

    private static string Folder(Environment.SpecialFolder folder) =>
        Path.Combine(
            Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify),
            "cloudsway-video"
        );
}

using System.CommandLine;
using CloudswayVideo.Cli.Display;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using Spectre.Console;

namespace CloudswayVideo.Cli;

/// <summary>
/// The tool's surroundings, of the process or of a test. Results go to <see cref="Out"/>, everything else to <see
/// cref="Error"/>. <see cref="Say"/> and <see cref="Print"/> print every text without characters that control a
/// terminal.
/// </summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In)
{
    // A file has no width. The 80 columns that Spectre assumes would break ids and paths.
    private const int FileWidth = 400;

    // PowerShell and Windows's editors begin a text with it, and .NET does not remove it from standard input.
    private const char ByteOrderMark = '\uFEFF';

    private static readonly JsonSerializerSettings Json = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver
        {
            NamingStrategy = new CamelCaseNamingStrategy(
                processDictionaryKeys: false,
                overrideSpecifiedNames: false
            ),
        },
        Converters = { new StringEnumConverter(new CamelCaseNamingStrategy()) },
        NullValueHandling = NullValueHandling.Ignore,
    };

    /// <summary>Whether there is a user who can answer a question.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether <see cref="Error"/> can show bars and tables that are redrawn.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal and not a file or a pipe.</summary>
    public bool IsOutputShown { get; init; }

    public required Func<string, string?> Variable { get; init; }

    /// <summary>The folder of the journal, unless an option names another file.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder of the file with the access key.</summary>
    public required string ConfigurationFolder { get; init; }

    /// <summary>The folder that relative paths of contracts start from.</summary>
    public string CurrentFolder { get; init; } = Environment.CurrentDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() =>
        new(Console.Out, ForgivingWriter.Wrap(Console.Error), Console.In)
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
    /// The console for bars and tables on <see cref="Error"/>, also if <see cref="Out"/> goes to a file.
    /// </summary>
    public IAnsiConsole ErrorConsole =>
        ConsoleOn(Error, AnsiSupport.Detect, InteractionSupport.Yes);

    /// <summary>The first line of standard input; null without one.</summary>
    public string? ReadLine() => In.ReadLine()?.TrimStart(ByteOrderMark);

    /// <summary>All of standard input.</summary>
    public string ReadText() => In.ReadToEnd().TrimStart(ByteOrderMark);

    /// <summary>Prints messages about the run, each on a line.</summary>
    public void Say(params IEnumerable<string> lines) => Write(Error, lines);

    /// <summary>Prints lines of the result.</summary>
    /// <exception cref="IOException">Standard output cannot be written.</exception>
    public void Print(params IEnumerable<string> lines)
    {
        try
        {
            Write(Out, lines);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Standard output cannot be written: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Prints a result for programs, on one line.</summary>
    public void PrintJson(object json) => Print(JsonConvert.SerializeObject(json, Json));

    /// <summary>The number of columns of <see cref="Out"/>.</summary>
    public int OutWidth => IsOutputShown ? ConsoleOutput.Usable(Columns()) : FileWidth;

    /// <summary>The console for tables on <see cref="Out"/>.</summary>
    public IAnsiConsole OutConsole() =>
        ConsoleOn(Out, IsOutputShown ? AnsiSupport.Detect : AnsiSupport.No, width: OutWidth);

    /// <summary>The terminal that a command was called in.</summary>
    public static Terminal Of(ParseResult arguments) =>
        ((Invocation)arguments.InvocationConfiguration).Terminal;

    private static void Write(TextWriter writer, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            writer.WriteLine(Printable.Line(line));
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
                // Looking for the names of build services would take longer than drawing a table.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            }
        );

    /// <summary>Takes a terminal to the command that is called.</summary>
    internal sealed class Invocation(Terminal terminal) : InvocationConfiguration
    {
        public Terminal Terminal => terminal;
    }

    private static string Folder(Environment.SpecialFolder folder) =>
        Path.Combine(
            Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify),
            "cloudsway-video"
        );
}

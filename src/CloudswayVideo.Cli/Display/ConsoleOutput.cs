using System.Text;
using Spectre.Console;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// The output for Spectre. A detached pseudo-terminal reports no column or one, for which Spectre has no layout. A
/// terminal narrower than <see cref="LeastWidth"/> is therefore treated as one with 80 columns.
/// </summary>
internal sealed class ConsoleOutput(TextWriter writer, int? fixedWidth) : IAnsiConsoleOutput
{
    /// <summary>The smallest number of columns for bars and tables that are redrawn.</summary>
    public const int LeastWidth = 20;

    private const int DefaultWidth = 80;

    private readonly AnsiConsoleOutput _output = new(writer);

    public TextWriter Writer => _output.Writer;

    public bool IsTerminal => _output.IsTerminal;

    public int Width => fixedWidth ?? Usable(_output.Width);

    public int Height => Math.Max(1, _output.Height);

    public void SetEncoding(Encoding encoding) => _output.SetEncoding(encoding);

    /// <summary>The number of columns, or a default if there are too few to draw on.</summary>
    public static int Usable(int columns) => columns < LeastWidth ? DefaultWidth : columns;
}

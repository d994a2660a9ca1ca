using System.Text;
using Spectre.Console;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// Where Spectre draws. Detached pseudo-terminals report no columns or one, for which tables and bars have no layout,
/// so that a terminal is never taken to be narrower than <see cref="LeastWidth"/>.
/// </summary>
internal sealed class ConsoleOutput(TextWriter writer, int? fixedWidth) : IAnsiConsoleOutput
{
    /// <summary>The columns from which on something is drawn that moves.</summary>
    public const int LeastWidth = 20;

    private const int DefaultWidth = 80;

    private readonly AnsiConsoleOutput _output = new(writer);

    public TextWriter Writer => _output.Writer;

    public bool IsTerminal => _output.IsTerminal;

    public int Width => fixedWidth ?? Usable(_output.Width);

    public int Height => Math.Max(1, _output.Height);

    public void SetEncoding(Encoding encoding) => _output.SetEncoding(encoding);

    /// <summary>The columns of the process's terminal, if that is wide enough to draw on.</summary>
    public static int Usable(int columns) => columns < LeastWidth ? DefaultWidth : columns;
}

using System.Text;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Journal;

internal sealed partial class JobJournal
{
    private const int LockAttempts = 100;
    private static readonly TimeSpan LockDelay = TimeSpan.FromMilliseconds(50);

    // A device would swallow the ids of paid jobs, and the end of a pipe would never come.
    private void CheckPlace()
    {
        if (Directory.Exists(Path) || UnixFile.IsSpecial(Path))
        {
            throw new IOException(
                $"The journal \"{Path}\" is a folder, a device or a pipe, and cannot keep the ids of paid jobs. "
                    + $"Name a file with {JournalOptions.Journal.Name}."
            );
        }
    }

    private static void Append(FileStream file, string line)
    {
        file.Seek(-Math.Min(1, file.Length), SeekOrigin.End);
        // A crash may have left half a line, which must not become one with this line.
        var start = file.ReadByte() is -1 or '\n' ? "" : "\n";
        file.Write(Encoding.UTF8.GetBytes($"{start}{line}\n"));
        file.Flush(flushToDisk: true);
    }

    private FileStreamOptions Appending()
    {
        Directory.CreateDirectory(
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!
        );
        return PrivateFile.Opening(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    // Another process may be using the file, which takes only a moment.
    private async Task<FileStream> OpenAsync(
        FileStreamOptions options,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // A new file is opened a second time: where it may be made and not changed, as in a mounted object
                // store, or where others own what is made, that must show before a job is paid for.
                if (options.Mode == FileMode.OpenOrCreate && !File.Exists(Path))
                {
                    await new FileStream(Path, options).DisposeAsync();
                }

                if (File.Exists(Path))
                {
                    PrivateFile.Check(Path);
                }

                return new FileStream(Path, options);
            }
            catch (IOException) when (attempt < LockAttempts && File.Exists(Path))
            {
                await Task.Delay(LockDelay, time, cancellationToken);
            }
        }
    }
}

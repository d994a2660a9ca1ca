using System.Text;
using static System.FormattableString;

namespace CloudswayVideo.Downloads;

/// <summary>
/// The file beside the target that receives a download until it is complete. Its name depends on the target and the job
/// alone, so that a later call continues the download of a killed process. A note beside it says which version of the
/// video the bytes belong to. A process may be killed at any line here: the next call can start from every state.
/// </summary>
internal sealed class PartialFile : VideoSink, IAsyncDisposable
{
    private const int LongestNote = 80 * 1024;

    private readonly string _target;
    private readonly string _path;
    private readonly FileStream _note;
    private readonly FileStream _file;
    private bool _isSaved;

    private PartialFile(string target, string path)
    {
        _target = target;
        _path = path;
        // The note is the lock of both files: opened first and closed last.
        _note = RegularFile.Open(NotePath);
        try
        {
            _file = RegularFile.Open(_path);
        }
        catch
        {
            _note.Dispose();
            Delete(NotePath);
            throw;
        }
    }

    public override bool CanStartOver => true;

    private string NotePath => _path + PartialFileName.NoteEnding;

    /// <summary>Fails as a download to this path would; creates and deletes a file in its folder for that.</summary>
    /// <exception cref="IOException">No file can be created or replaced there.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public static void CheckTarget(string path)
    {
        var target = RegularFile.CheckTarget(path);
        using var trial = new FileStream(
            PartialFileName.ForTrial(target),
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );
    }

    /// <exception cref="IOException">
    /// The path cannot hold a file, or another download of this job to it is running.
    /// </exception>
    public static async Task<PartialFile> OpenAsync(
        string path,
        string jobId,
        CancellationToken cancellationToken
    )
    {
        var target = RegularFile.CheckTarget(path);
        var partial = PartialFileName.For(target, jobId);
        try
        {
            return await InheritAsync().ConfigureAwait(false);
        }
        // Some mounted storage lets a file be made and not changed: what a killed process left is begun anew.
        catch (UnauthorizedAccessException)
        {
            Delete(partial);
            Delete(partial + PartialFileName.NoteEnding);
            return await InheritAsync().ConfigureAwait(false);
        }

        async Task<PartialFile> InheritAsync()
        {
            var file = new PartialFile(target, partial);
            try
            {
                await file.InheritAsync(cancellationToken).ConfigureAwait(false);
                return file;
            }
            catch
            {
                await file.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    public override async Task BeginAsync(MediaVersion version, CancellationToken cancellationToken)
    {
        Discard();
        Version = version;
        if (version.CanBeContinued)
        {
            await _note
                .WriteAsync(Encoding.ASCII.GetBytes(version.ToNote()), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public override async Task WriteAsync(
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // .NET throws this when the file system, or a limit of the process, allows no longer file.
            throw new IOException(
                Invariant($"{_path} cannot grow beyond {_file.Length:N0} bytes. ")
                    + "Save the video where longer files are allowed.",
                exception
            );
        }

        Length += bytes.Length;
    }

    // Empties the note first: bytes without a note are never continued, but a note with the wrong bytes would be.
    public override void Discard()
    {
        Empty(_note);
        Empty(_file);
        (Length, Version, IsInherited, Boxes) = (0, default, false, new Mp4Boxes());
    }

    /// <summary>Replaces the target with the complete file in one step.</summary>
    public async Task MoveToTargetAsync()
    {
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        await _file.DisposeAsync().ConfigureAwait(false);
        // Again: the target may have changed during the download.
        RegularFile.CheckTarget(_target);
        File.Move(_path, _target, overwrite: true);
        _isSaved = true;
    }

    public async ValueTask DisposeAsync()
    {
        var isContinuable = CanBeContinued && !_isSaved;
        await _file.DisposeAsync().ConfigureAwait(false);
        if (!isContinuable && !_isSaved)
        {
            Delete(_path);
        }

        await _note.DisposeAsync().ConfigureAwait(false);
        if (!isContinuable)
        {
            Delete(NotePath);
        }
    }

    private static void Empty(FileStream file)
    {
        if (file.Length > 0)
        {
            file.SetLength(0);
        }

        file.Position = 0;
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next call can continue with the leftover, and an earlier failure matters more to the caller.
        }
    }

    // Sets Length and Version before it follows the boxes, so that a cancellation meanwhile keeps the files.
    private async Task InheritAsync(CancellationToken cancellationToken)
    {
        var note = new byte[Math.Min(_note.Length, LongestNote)];
        await _note.ReadExactlyAsync(note, CancellationToken.None).ConfigureAwait(false);
        (Length, Version, IsInherited) = (
            _file.Length,
            MediaVersion.FromNote(Encoding.ASCII.GetString(note)),
            true
        );
        if (
            !CanBeContinued
            || Length > Version.Length
            || !await Boxes.AddAsync(_file, cancellationToken).ConfigureAwait(false)
        )
        {
            Discard();
        }
    }
}

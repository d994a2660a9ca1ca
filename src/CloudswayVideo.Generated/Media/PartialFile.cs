using System.Text;
using CloudswayVideo.Options;

namespace CloudswayVideo;

/// <summary>
/// The file beside the target that a download goes to until it is whole. Its name is the same for every call with this
/// target and job, so that a call in a new process continues what one that was killed has left; a note beside it says
/// what the bytes are of. Each state on the way is one that the next call can start from.
/// </summary>
internal sealed class PartialFile : VideoSink, IAsyncDisposable
{
    private const int BufferSize = 80 * 1024;

    private readonly string _target;
    private readonly string _path;
    private readonly FileStream _note;
    private readonly FileStream _file;
    private bool _isSaved;

    private PartialFile(string target, string path)
    {
        _target = target;
        _path = path;
        // The note is locked first and let go last: whoever holds it alone may open, or rename, the other.
        _note = Open(NotePath);
        try
        {
            _file = Open(_path);
        }
        catch
        {
            _note.Dispose();
            Delete(NotePath);
            throw;
        }
    }

    public override bool CanStartOver => true;

    private string NotePath => _path + ".etag";

    /// <exception cref="IOException">The path is no place for a file, or another download to it is under way.</exception>
    public static async Task<PartialFile> OpenAsync(
        string path,
        string jobId,
        CancellationToken cancellationToken
    )
    {
        var target = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
        {
            throw new IOException(
                $"{target} is a folder. Name the file in it that is to hold the video."
            );
        }

        // The id is the service's choice, and must not become a path of its own.
        var file = new PartialFile(
            target,
            $"{target}.{PathSegment.Check(jobId, nameof(jobId))}.part"
        );
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
            // So .NET tells of a file system, or a limit of the process, that allows no longer file.
            throw new IOException(
                $"{_path} takes no more than {_file.Length:N0} bytes. Save the video where longer files are allowed.",
                exception
            );
        }

        Length += bytes.Length;
    }

    // The note goes first: bytes without a note are never continued, a note with other bytes would be.
    public override void Discard()
    {
        Empty(_note);
        Empty(_file);
        (Length, Version, IsInherited, Boxes) = (0, default, false, new Mp4Boxes());
    }

    /// <summary>Puts the whole file in its place, at once for everyone who looks.</summary>
    public async Task MoveToTargetAsync()
    {
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Move(_path, _target, overwrite: true);
        _isSaved = true;
    }

    public async ValueTask DisposeAsync()
    {
        var isOfUse = CanBeContinued && !_isSaved;
        await _file.DisposeAsync().ConfigureAwait(false);
        if (!isOfUse && !_isSaved)
        {
            Delete(_path);
        }

        await _note.DisposeAsync().ConfigureAwait(false);
        if (!isOfUse)
        {
            Delete(NotePath);
        }
    }

    private static FileStream Open(string path) =>
        new(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.Asynchronous
        );

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
            // What is left does no harm to the next call, and what went wrong before is what the caller has to hear.
        }
    }

    // Taken over before it is looked through, so that a cancellation meanwhile keeps what is here.
    private async Task InheritAsync(CancellationToken cancellationToken)
    {
        var note = new byte[Math.Min(_note.Length, BufferSize)];
        await _note.ReadExactlyAsync(note, CancellationToken.None).ConfigureAwait(false);
        (Length, Version, IsInherited) = (
            _file.Length,
            MediaVersion.FromNote(Encoding.ASCII.GetString(note)),
            true
        );
        if (
            !CanBeContinued
            || Length > Version.Length
            || !await FollowBoxesAsync(cancellationToken).ConfigureAwait(false)
        )
        {
            Discard();
        }
    }

    private async Task<bool> FollowBoxesAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        for (
            int count;
            (count = await _file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;

        )
        {
            if (!Boxes.Add(buffer.AsSpan(0, count)))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Buffers.Binary;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Follows the top-level boxes of an MP4 or QuickTime file while its bytes are written. If no length was announced, a
/// broken connection looks like the end of the video; an incomplete box shows the difference.
/// </summary>
internal sealed class Mp4Boxes
{
    /// <summary>The bytes of a box header: size and type, four bytes each.</summary>
    public const int ShortHeader = 8;

    private const int LongHeader = 16;
    private const int BufferSize = 80 * 1024;

    private readonly byte[] _header = new byte[LongHeader];
    private int _headerBytes;
    private long _payloadLeft;
    private Part _open;
    private Part _complete;
    private bool _isStarted;
    private bool _isOpenEnded;
    private bool _isAfterLastBox;

    /// <summary>The boxes that a video must have or that prove its end; all others are <see cref="Other"/>.</summary>
    [Flags]
    private enum Part
    {
        Other = 0,
        Movie = 1,
        Data = 2,
        Fragment = 4,
        FragmentIndex = 8,
    }

    // A player needs the data and an index of it.
    private bool HasVideo =>
        _complete.HasFlag(Part.Data) && (_complete & (Part.Movie | Part.Fragment)) != 0;

    // A size of 1 means that the real size, eight bytes long, follows the type.
    private int HeaderLength =>
        _headerBytes >= ShortHeader && ShortSize == 1 ? LongHeader : ShortHeader;

    private uint ShortSize => BinaryPrimitives.ReadUInt32BigEndian(_header);

    private ReadOnlySpan<byte> Type => _header.AsSpan(4, 4);

    /// <summary>Whether a video can start with these bytes; at least eight are needed.</summary>
    public static bool CanStartWith(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= ShortHeader && IsFirstType(bytes[4..ShortHeader]);

    /// <summary>Whether the file may end after the bytes that have passed.</summary>
    /// <param name="isLengthKnown">
    /// Whether a length proves that all bytes arrived. If so, any bytes may follow the last box, because some programs
    /// append zeros or a tag. If not, every box must be complete, and a fragmented video must have its final index.
    /// </param>
    public bool IsWhole(bool isLengthKnown) =>
        isLengthKnown
            ? HasVideo && _open == Part.Other
            : HasVideo
                && _complete.HasFlag(Part.Movie)
                && (!_complete.HasFlag(Part.Fragment) || _complete.HasFlag(Part.FragmentIndex))
                && _headerBytes == 0
                && _payloadLeft == 0
                && !_isOpenEnded
                && !_isAfterLastBox;

    /// <summary>Follows the rest of a stream; false if it cannot be part of a video.</summary>
    public async Task<bool> AddAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int count;
        do
        {
            count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        } while (Add(buffer.AsSpan(0, count)) && count > 0);

        return count == 0;
    }

    /// <summary>Follows the next bytes; false if they cannot be part of a video.</summary>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isOpenEnded && !_isAfterLastBox)
        {
            if (_payloadLeft > 0)
            {
                var passed = (int)Math.Min(_payloadLeft, bytes.Length);
                _payloadLeft -= passed;
                bytes = bytes[passed..];
                CompleteBox();
                continue;
            }

            var needed = Math.Min(HeaderLength - _headerBytes, bytes.Length);
            bytes[..needed].CopyTo(_header.AsSpan(_headerBytes));
            _headerBytes += needed;
            bytes = bytes[needed..];
            if (_headerBytes == HeaderLength && !EnterBox())
            {
                // Bytes that are no box may follow the last box, but not precede it.
                _isAfterLastBox = HasVideo;
                return HasVideo;
            }
        }

        return true;
    }

    private bool EnterBox()
    {
        if (!_isStarted && !IsFirstType(Type))
        {
            return false;
        }

        var part = PartOf(Type);
        long? size = ShortSize switch
        {
            // By the specification, a size of 0 means that the box extends to the end of the file.
            0 => null,
            1 => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(ShortHeader)),
            var small => small,
        };
        if (size is null ? part is not (Part.Data or Part.Movie) : size < _headerBytes)
        {
            return false;
        }

        (_isStarted, _isOpenEnded, _open) = (true, size is null, part);
        _payloadLeft = (size ?? _headerBytes) - _headerBytes;
        _headerBytes = 0;
        CompleteBox();
        return true;
    }

    private void CompleteBox()
    {
        if (_payloadLeft == 0)
        {
            _complete |= _open;
            _open = Part.Other;
        }
    }

    private static Part PartOf(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("moov"u8) ? Part.Movie
        : type.SequenceEqual("mdat"u8) ? Part.Data
        : type.SequenceEqual("moof"u8) ? Part.Fragment
        : type.SequenceEqual("mfra"u8) ? Part.FragmentIndex
        : Part.Other;

    // The first box of MP4 and QuickTime files and of their fragments. Error pages of storages never start like this.
    private static bool IsFirstType(ReadOnlySpan<byte> type) =>
        PartOf(type) is Part.Movie or Part.Data or Part.Fragment
        || type.SequenceEqual("ftyp"u8)
        || type.SequenceEqual("styp"u8)
        || type.SequenceEqual("free"u8)
        || type.SequenceEqual("skip"u8)
        || type.SequenceEqual("wide"u8)
        || type.SequenceEqual("pnot"u8)
        || type.SequenceEqual("sidx"u8)
        || type.SequenceEqual("uuid"u8);
}

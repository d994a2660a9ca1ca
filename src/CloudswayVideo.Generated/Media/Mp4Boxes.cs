using System.Buffers.Binary;

namespace CloudswayVideo;

/// <summary>
/// Follows the top-level boxes of an MP4 while its bytes pass by. A connection that ends early looks like the end of the
/// video when no length was announced; that the boxes add up tells the two apart.
/// </summary>
internal sealed class Mp4Boxes
{
    private const int ShortHeader = 8;
    private const int LongHeader = 16;

    private readonly byte[] _header = new byte[LongHeader];
    private int _headerBytes;
    private long _payloadLeft;
    private bool _hasFileType;
    private bool _reachesToTheEnd;

    /// <summary>Whether the file may end after the bytes that have passed.</summary>
    public bool IsWhole =>
        _hasFileType && (_reachesToTheEnd || (_headerBytes == 0 && _payloadLeft == 0));

    /// <summary>Takes the next bytes; false if no MP4 goes on like this.</summary>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_reachesToTheEnd)
        {
            if (_payloadLeft > 0)
            {
                var passed = (int)Math.Min(_payloadLeft, bytes.Length);
                _payloadLeft -= passed;
                bytes = bytes[passed..];
                continue;
            }

            var needed = Math.Min(HeaderLength - _headerBytes, bytes.Length);
            bytes[..needed].CopyTo(_header.AsSpan(_headerBytes));
            _headerBytes += needed;
            bytes = bytes[needed..];
            if (_headerBytes == HeaderLength && !EnterBox())
            {
                return false;
            }
        }

        return true;
    }

    // A size of 1 says that the real one, of eight bytes, follows the type.
    private int HeaderLength =>
        _headerBytes >= ShortHeader && ShortSize == 1 ? LongHeader : ShortHeader;

    private uint ShortSize => BinaryPrimitives.ReadUInt32BigEndian(_header);

    private bool EnterBox()
    {
        var isFileType = _header.AsSpan(4, 4).SequenceEqual("ftyp"u8);
        if (!isFileType && !_hasFileType)
        {
            return false;
        }

        _hasFileType = true;
        var size = ShortSize switch
        {
            // The specification's way to say that the last box reaches to the end of the file.
            0 => 0,
            1 => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(ShortHeader)),
            var small => small,
        };
        _reachesToTheEnd = size == 0 && !isFileType;
        _payloadLeft = size - _headerBytes;
        _headerBytes = 0;
        return _reachesToTheEnd || _payloadLeft >= 0;
    }
}

using System.Buffers;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>Lets Newtonsoft take its buffers from the shared pool of the process.</summary>
internal sealed class CharacterPool : IArrayPool<char>
{
    public static CharacterPool Instance { get; } = new();

    public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null)
        {
            ArrayPool<char>.Shared.Return(array);
        }
    }
}

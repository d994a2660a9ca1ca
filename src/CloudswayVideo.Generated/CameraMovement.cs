namespace CloudswayVideo;

/// <summary>
/// A camera movement for a <see cref="DirectorPrompt"/>. The members are the names in the vendor's document; any other
/// name can be used as well, because MiniMax, which makes the videos, may know more.
/// </summary>
/// <param name="Value">The name in the prompt.</param>
public readonly partial record struct CameraMovement(string Value)
{
    /// <summary>Converts a name, known to the contract or not.</summary>
    /// <param name="value">The name in the prompt.</param>
    public static implicit operator CameraMovement(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

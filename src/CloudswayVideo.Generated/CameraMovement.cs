namespace CloudswayVideo;

/// <summary>
/// A movement of the camera for a <see cref="DirectorPrompt"/>, by its name in the vendor's document. Other names
/// pass, too: whether the gateway hands the documented ones on to MiniMax as they are is not known, and MiniMax has
/// others.
/// </summary>
/// <param name="Value">The name as it stands in the prompt.</param>
public readonly partial record struct CameraMovement(string Value)
{
    /// <summary>Takes a name as it is to stand in the prompt.</summary>
    /// <param name="value">The name, known to the contract or not.</param>
    public static implicit operator CameraMovement(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}

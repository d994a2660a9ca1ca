namespace CloudswayVideo;

/// <summary>
/// A prompt with camera movements for an endpoint of MaaS_HL_Video_t2v_director or i2v_director: texts and movements
/// in the order of the video. It converts to a string, and so can be used as any prompt. The length limit of prompts
/// includes the movements; it is checked before a request is sent. Immutable: each method returns a new prompt.
/// </summary>
/// <example><code>
/// new DirectorPrompt("A lighthouse")
///     .Camera(CameraMovement.PushIn, CameraMovement.TiltUp)
///     .Text("then the sea")
///     .Camera(CameraMovement.PanLeft)
/// </code></example>
public sealed class DirectorPrompt
{
    private readonly string _prompt;

    /// <summary>Starts a prompt.</summary>
    /// <param name="text">What the video shows first; may be empty if an image shows it.</param>
    public DirectorPrompt(string text = "")
        : this(text, [])
    {
        ArgumentNullException.ThrowIfNull(text);
    }

    private DirectorPrompt(string prompt, IReadOnlyList<string> warnings)
    {
        _prompt = prompt;
        Warnings = warnings;
    }

    /// <summary>
    /// Warnings about groups of more than <see cref="CameraMovement.RecommendedAtOnce"/> movements, which the vendor
    /// does not recommend; usually empty. A prompt with warnings can be sent.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Converts a prompt to its text.</summary>
    /// <param name="prompt">The prompt.</param>
    public static implicit operator string(DirectorPrompt prompt) => prompt?.ToString()!;

    /// <summary>Adds a text: what happens next.</summary>
    /// <param name="text">The text. A space is added between it and a movement before it.</param>
    /// <returns>A new, longer prompt.</returns>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public DirectorPrompt Text(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var blank = _prompt.EndsWith(']') && char.IsLetterOrDigit(text, 0) ? " " : "";
        return new DirectorPrompt(_prompt + blank + text, Warnings);
    }

    /// <summary>Adds movements that happen at the same time, after everything added before.</summary>
    /// <param name="movements">At least one movement.</param>
    /// <returns>A new, longer prompt.</returns>
    /// <exception cref="ArgumentException">There is no movement, or one has no name.</exception>
    public DirectorPrompt Camera(params CameraMovement[] movements)
    {
        ArgumentNullException.ThrowIfNull(movements);
        if (
            movements.Length == 0
            || movements.Any(movement => string.IsNullOrWhiteSpace(movement.Value))
        )
        {
            throw new ArgumentException(
                "Give at least one movement, and a name for each, such as "
                    + $"{nameof(CameraMovement)}.{nameof(CameraMovement.PushIn)}.",
                nameof(movements)
            );
        }

        var group = $"[{string.Join(',', movements)}]";
        var tooMany =
            $"{group} combines {movements.Length} movements; more than "
            + $"{CameraMovement.RecommendedAtOnce} at once are not recommended.";
        return new DirectorPrompt(
            _prompt + group,
            movements.Length > CameraMovement.RecommendedAtOnce ? [.. Warnings, tooMany] : Warnings
        );
    }

    /// <summary>The text that is sent.</summary>
    /// <returns>The texts, and the movements in square brackets.</returns>
    public override string ToString() => _prompt;
}

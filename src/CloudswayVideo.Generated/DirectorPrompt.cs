namespace CloudswayVideo;

/// <summary>
/// A prompt with camera movements, for an endpoint of MaaS_HL_Video_t2v_director or i2v_director: texts and movements
/// in the order in which they are to happen. It can be given wherever a prompt is taken; its length, movements
/// included, is checked when the request is sent. Immutable: each method returns another prompt.
/// </summary>
/// <example><code>new DirectorPrompt("A lighthouse").Camera(CameraMovement.PushIn, CameraMovement.TiltUp).Text("then the sea").Camera(CameraMovement.PanLeft)</code></example>
public sealed class DirectorPrompt
{
    private readonly string _prompt;

    /// <summary>Begins a prompt.</summary>
    /// <param name="text">What the video shows at first; may be left out where an image shows it.</param>
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
    /// What the vendor advises against and the service accepts nevertheless: to combine more than
    /// <see cref="CameraMovement.RecommendedAtOnce"/> movements. Empty if all is well; nothing here keeps a prompt
    /// from being sent.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Takes the text of a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    public static implicit operator string(DirectorPrompt prompt) => prompt?.ToString()!;

    /// <summary>Adds what happens next.</summary>
    /// <param name="text">The text. A blank is put before it where it would touch a movement.</param>
    /// <returns>The longer prompt.</returns>
    public DirectorPrompt Text(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var blank = _prompt.EndsWith(']') && char.IsLetterOrDigit(text, 0) ? " " : "";
        return new DirectorPrompt(_prompt + blank + text, Warnings);
    }

    /// <summary>Adds movements that happen at the same time, after those that were added before.</summary>
    /// <param name="movements">At least one movement.</param>
    /// <returns>The longer prompt.</returns>
    /// <exception cref="ArgumentException">There is no movement, or one without a name.</exception>
    public DirectorPrompt Camera(params CameraMovement[] movements)
    {
        ArgumentNullException.ThrowIfNull(movements);
        if (
            movements.Length == 0
            || movements.Any(movement => string.IsNullOrWhiteSpace(movement.Value))
        )
        {
            throw new ArgumentException(
                "At least one movement is needed, and each needs a name, such as "
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

    /// <summary>The prompt as it is sent.</summary>
    /// <returns>The texts, with the movements in square brackets.</returns>
    public override string ToString() => _prompt;
}

namespace CloudswayVideo;

public partial class HailuoVideoRequest
{
    /// <summary>Creates a request for an endpoint of MaaS_HL_Video_t2v or t2v_director.</summary>
    /// <param name="prompt">What the video shows, at most 2000 characters.</param>
    /// <returns>The request; its other members can still be set.</returns>
    /// <exception cref="ArgumentException">The prompt is blank.</exception>
    public static HailuoVideoRequest FromText(string prompt)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        return new HailuoVideoRequest { Prompt = prompt };
    }

    /// <summary>Creates a request for an endpoint of MaaS_HL_Video_i2v, i2v_live or i2v_director.</summary>
    /// <param name="firstFrame">The first frame.</param>
    /// <param name="prompt">What happens next, at most 2000 characters; null lets the model decide.</param>
    /// <returns>The request; its other members can still be set.</returns>
    public static HailuoVideoRequest FromImage(ImageInput firstFrame, string? prompt = null)
    {
        ArgumentNullException.ThrowIfNull(firstFrame);
        return new HailuoVideoRequest { FirstFrameImage = firstFrame, Prompt = prompt };
    }

    /// <summary>Creates a request for an endpoint of MaaS_HL_Video_s2v.</summary>
    /// <param name="subject">A picture of the subject, which must show a face.</param>
    /// <param name="prompt">What the subject does, at most 2000 characters; null lets the model decide.</param>
    /// <returns>The request; its other members can still be set.</returns>
    public static HailuoVideoRequest FromSubject(ImageInput subject, string? prompt = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return new HailuoVideoRequest
        {
            Prompt = prompt,
            SubjectReference =
            [
                new SubjectReference { Type = SubjectType.Character, Image = [subject] },
            ],
        };
    }
}

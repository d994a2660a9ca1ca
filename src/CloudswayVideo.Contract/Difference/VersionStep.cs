namespace CloudswayVideo.Contract.Difference;

/// <summary>The part of the version that a change increases, as in semantic versioning.</summary>
public enum VersionStep
{
    /// <summary>Users notice nothing.</summary>
    None,

    /// <summary>Users need not change anything.</summary>
    Patch,

    /// <summary>Users can use something new.</summary>
    Minor,

    /// <summary>Users may have to change their code.</summary>
    Major,
}

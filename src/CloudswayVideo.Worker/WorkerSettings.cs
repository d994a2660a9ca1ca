using CloudswayVideo.Queue;

namespace CloudswayVideo.Worker;

/// <summary>The section "Queue" of the configuration.</summary>
internal sealed class WorkerSettings
{
    /// <summary>
    /// The connection string of PostgreSQL, for several machines; without it <see cref="Sqlite"/> is used.
    /// </summary>
    public string? PostgreSql { get; set; }

    /// <summary>The SQLite file, for one machine.</summary>
    public string Sqlite { get; set; } = "video-jobs.db";

    /// <summary>The folder for videos.</summary>
    public string Folder { get; set; } = "videos";

    /// <summary>How many steps run at a time; 0 for a machine that only shows the dashboard.</summary>
    public int Slots { get; set; } = 20;

    /// <summary>How many requests the whole fleet may send in <see cref="Per"/>; 0 for no limit.</summary>
    public int Requests { get; set; }

    /// <summary>The time of <see cref="Requests"/>.</summary>
    public TimeSpan Per { get; set; } = TimeSpan.FromMinutes(1);

    public void Apply(VideoQueueBuilder queue)
    {
        Set(nameof(Folder), () => queue.SaveTo(new FolderVideoStore(Folder)));
        if (Requests != 0)
        {
            Set($"{nameof(Requests)} or Queue:{nameof(Per)}", () => queue.Budget(Requests, Per));
        }

        if (PostgreSql is null)
        {
            Set(nameof(Sqlite), () => queue.UseSqlite(Sqlite));
        }
        else
        {
            Set(nameof(PostgreSql), () => queue.UsePostgreSql(PostgreSql));
        }
    }

    /// <summary>Names the key of the configuration if its value is refused.</summary>
    /// <exception cref="ArgumentException">The value is refused.</exception>
    public static void Set(string name, Action set)
    {
        try
        {
            set();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Queue:{name} is wrong: {exception.Message}", exception);
        }
    }
}

namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>How long clips are.</summary>
internal static class ClipLength
{
    private static readonly (TimeSpan Below, string Name)[] Buckets =
    [
        (TimeSpan.FromSeconds(5), "< 5 s"),
        (TimeSpan.FromSeconds(10), "5 to 10 s"),
        (TimeSpan.FromSeconds(20), "10 to 20 s"),
        (TimeSpan.FromSeconds(30), "20 to 30 s"),
        (TimeSpan.FromSeconds(60), "30 to 60 s"),
        (TimeSpan.FromMinutes(5), "1 to 5 min"),
        (TimeSpan.MaxValue, "5 min and more"),
    ];

    /// <summary>From the shortest to the longest.</summary>
    public static IComparer<string> BucketOrder { get; } = Comparer<string>.Create((left, right) => Place(left).CompareTo(Place(right)));

    /// <summary>The length as it was heard, else as the manifest says; null where neither is known.</summary>
    public static TimeSpan? Of(ScoredClip clip) => clip.Result.Audio ?? clip.Result.Clip.Duration;

    /// <summary>The lengths that a clip is reported with; a length at the border belongs to the longer ones.</summary>
    public static string? Bucket(ScoredClip clip) => Of(clip) is { } length ? Array.Find(Buckets, bucket => length < bucket.Below).Name : null;

    private static int Place(string name) => Array.FindIndex(Buckets, bucket => bucket.Name == name);
}

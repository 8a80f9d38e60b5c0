namespace Speech.Sdk.Evaluation.Scoring;

/// <summary>A field that clips are parted by.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Value">Its value of a clip; null: unknown.</param>
/// <param name="Order">The order of its values.</param>
internal sealed record GroupField(string Name, Func<ScoredClip, string?> Value, IComparer<string> Order)
{
    private static readonly GroupField[] Standard =
    [
        new("set", clip => clip.Result.Clip.Set, ValueOrder.Instance),
        new("language", clip => clip.Result.Clip.Language, ValueOrder.Instance),
        new("speaker", clip => clip.Result.Clip.Speaker, ValueOrder.Instance),
        new("length", ClipLength.Bucket, ClipLength.BucketOrder),
        new("noise", clip => clip.Result.Clip.Noise, ValueOrder.Instance),
    ];

    /// <summary>The fields of every report, then those of the manifest that were asked for.</summary>
    public static IEnumerable<GroupField> All(ScoringOptions options) => Standard.Concat(options.GroupBy.Distinct()
        .Where(name => !Array.Exists(Standard, field => field.Name == name))
        .Select(name => new GroupField(name, clip => clip.Result.Clip.Fields.GetValueOrDefault(name), ValueOrder.Instance)));

    /// <summary>The value, empty where it is unknown.</summary>
    public string ValueOf(ScoredClip clip) => Value(clip)?.Trim() ?? "";
}

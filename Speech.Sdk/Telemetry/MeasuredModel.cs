using System.Diagnostics;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Telemetry;

/// <summary>The model that something is measured of.</summary>
internal readonly record struct MeasuredModel(string Name, string Family, ExecutionProvider Provider)
{
    /// <summary>What every measurement of it is tagged with.</summary>
    public TagList Tags => new()
    {
        { SpeechTelemetry.Tags.Model, Name }, { SpeechTelemetry.Tags.Family, Family }, { SpeechTelemetry.Tags.ExecutionProvider, Provider.ToString().ToLowerInvariant() },
    };

    public static implicit operator MeasuredModel(RecognizerInfo info) => new(info.Model, info.Family, info.ExecutionProvider);

    public static implicit operator MeasuredModel(ClassifierInfo info) => new(info.Model, info.Family, info.ExecutionProvider);

    public static implicit operator MeasuredModel(EmbedderInfo info) => new(info.Model, info.Family, info.ExecutionProvider);

    public static implicit operator MeasuredModel(AlignerInfo info) => new(info.Model, info.Family, info.ExecutionProvider);
}

namespace Speech.Sdk.Models.Windows;

/// <summary>An embedder as a family loads it; <see cref="WindowedEmbedder"/> makes an <see cref="ISpeakerEmbedder"/> of it.</summary>
internal interface IEmbedderModel : IWindowModel, IDisposable
{
    EmbedderInfo Info { get; }
}

namespace Speech.Sdk.Models.Windows;

/// <summary>A classifier as a family loads it; <see cref="WindowedClassifier"/> makes an <see cref="IAudioClassifier"/> of it.</summary>
internal interface IClassifierModel : IWindowModel, IDisposable
{
    ClassifierInfo Info { get; }
}

using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.Families;

/// <summary>What a family implements besides <see cref="IModelFamily"/> if some of its models classify audio.</summary>
internal interface IClassifierFamily
{
    /// <summary>Loads a folder whose manifest names a classifier.</summary>
    IClassifierModel LoadClassifier(ModelFolder folder, RecognizerOptions options);
}

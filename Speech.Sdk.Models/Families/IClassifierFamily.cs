using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Families;

/// <summary>What a family implements besides <see cref="IModelFamily"/> if some of its models classify audio.</summary>
internal interface IClassifierFamily
{
    /// <summary>Loads a folder whose model classifies, whole clips or frames.</summary>
    IAudioClassifier LoadClassifier(ModelFolder folder, RecognizerOptions options);
}

using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Families;

/// <summary>One kind of model: what its folders look like and how they are loaded.</summary>
internal interface IModelFamily
{
    /// <summary>What the manifest and config.json's <c>model_type</c> call it.</summary>
    string Name { get; }

    /// <summary>Whether a folder without a manifest holds graphs that another exporter made and this family can run.</summary>
    bool CanLoadForeign(ModelFolder folder);

    ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options);
}

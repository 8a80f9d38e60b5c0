using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Families;

/// <summary>What a family implements besides <see cref="IModelFamily"/> if some of its models embed speakers' voices.</summary>
internal interface IEmbedderFamily
{
    /// <summary>Loads a folder whose model embeds voices.</summary>
    ISpeakerEmbedder LoadEmbedder(ModelFolder folder, RecognizerOptions options);
}

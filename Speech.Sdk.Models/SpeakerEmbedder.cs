using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models;

/// <summary>Loads models that embed speakers' voices, of every family.</summary>
public static class SpeakerEmbedder
{
    /// <summary>Loads an x-vector model: a folder of exported graphs, or a repository of the hub, as <see cref="SpeechRecognizer.LoadAsync"/> takes it.</summary>
    /// <exception cref="ModelFolderException">The model is unknown, embeds no voices, or its folder is incomplete or broken; lists every problem.</exception>
    /// <exception cref="ExecutionProviderException">The execution provider asked for cannot be had.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public static Task<ISpeakerEmbedder> LoadAsync(string model, RecognizerOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelLoading.LoadAsync(model, options, Load, embedder => embedder.Info, cancellationToken);

    private static ISpeakerEmbedder Load(ModelFolder folder, RecognizerOptions options)
    {
        IModelFamily family = ModelFamilies.Of(folder);
        ModelUse.Speakers.Require(folder);
        return family is IEmbedderFamily embedders
            ? embedders.LoadEmbedder(folder, options)
            : throw new ModelFolderException($"{folder.Path} is an embedder of the family '{family.Name}', which has none in this version; export the checkpoint again.");
    }
}

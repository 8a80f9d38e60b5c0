using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models;

/// <summary>Loads audio classifiers of every family.</summary>
public static class AudioClassifier
{
    /// <summary>Loads a classifier, of whole recordings or of frames: a folder of exported graphs, or a repository of the hub, as <see cref="SpeechRecognizer.LoadAsync"/> takes it.</summary>
    /// <exception cref="ModelFolderException">The model is unknown, no classifier, or its folder is incomplete or broken; lists every problem.</exception>
    /// <exception cref="ExecutionProviderException">The execution provider asked for cannot be had.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public static Task<IAudioClassifier> LoadAsync(string model, RecognizerOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelLoading.LoadAsync(model, options, Load, classifier => classifier.Info, cancellationToken);

    private static IAudioClassifier Load(ModelFolder folder, RecognizerOptions options)
    {
        IModelFamily family = ModelFamilies.Of(folder);
        ModelUse.Classification.Require(folder);
        return family is IClassifierFamily classifiers
            ? classifiers.LoadClassifier(folder, options)
            : throw new ModelFolderException($"{folder.Path} is a classifier of the family '{family.Name}', which has none in this version; export the checkpoint again.");
    }
}

using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models;

/// <summary>Loads forced aligners: CTC models of every family.</summary>
public static class ForcedAligner
{
    /// <summary>Loads a CTC model to align texts with: a folder of exported graphs, or a repository of the hub, as <see cref="SpeechRecognizer.LoadAsync"/> takes it.</summary>
    /// <exception cref="ModelFolderException">The model is unknown, cannot align, or its folder is incomplete or broken; lists every problem.</exception>
    /// <exception cref="ExecutionProviderException">The execution provider asked for cannot be had.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public static Task<IForcedAligner> LoadAsync(string model, RecognizerOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelLoading.LoadAsync(model, options, Load, aligner => aligner.Info, cancellationToken);

    private static IForcedAligner Load(ModelFolder folder, RecognizerOptions options)
    {
        IModelFamily family = ModelFamilies.Of(folder);
        ModelUse.Transcription.Require(folder);
        if ((options.LanguageModel ?? options.Unigrams) is { } words)
            throw new InvalidOptionException($"A language model is given ({words}), but a text that is known needs none to be aligned; leave LanguageModel and Unigrams out.");
        return family is ICtcFamily ctc
            ? new CtcAligner(ctc.LoadCtc(folder, options with { UseLanguageModel = false }))
            : throw new ModelFolderException($"{folder.Name} is of the family '{family.Name}', which cannot align a text; give a CTC model, such as one of the families wav2vec2 and wav2vec2-bert.");
    }
}

using Speech.Sdk.Inference;
using Speech.Sdk.Models.Catalogue;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Hub;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.Whisper;

namespace Speech.Sdk.Models;

/// <summary>Loads recognisers of every family.</summary>
public static class SpeechRecognizer
{
    /// <summary>
    /// Loads a model: a catalogue name (<c>whisper-base</c>), a folder of exported graphs, whose manifest names the family, or a repository of the Hugging Face hub
    /// (<c>openai/whisper-small</c>), which is downloaded on first use. Checkpoints are converted by <see cref="HubOptions.Converter"/> of <see cref="RecognizerOptions.Hub"/>.
    /// </summary>
    /// <exception cref="ModelFolderException">The model is unknown, or its folder is incomplete or broken; lists every problem.</exception>
    /// <exception cref="HubException">The hub cannot be reached or refuses, or the disk is full.</exception>
    /// <exception cref="ExecutionProviderException">The execution provider asked for cannot be had.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public static Task<ISpeechRecognizer> LoadAsync(string model, RecognizerOptions? options = null, CancellationToken cancellationToken = default)
    {
        // That takes as long as reading a model's configuration does.
        NativeRuntime.BeginLoading();
        return ModelLoading.LoadAsync(model, options, Load, recognizer => recognizer.Info, cancellationToken);
    }

    private static ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options)
    {
        IModelFamily family = ModelFamilies.Of(folder);
        ModelUse.Transcription.Require(folder);
        string[] misfits = [.. Misfits(folder, family, options)];
        return misfits.Length == 0 ? family.Load(folder, options) : throw new InvalidOptionException(string.Join(" ", misfits));
    }

    private static IEnumerable<string> Misfits(ModelFolder folder, IModelFamily family, RecognizerOptions options)
    {
        bool isWhisper = family is WhisperFamily;
        if (options.DraftModel is { } draft && !isWhisper)
            yield return $"DraftModel is {draft}, but {folder.Name} is of the family {family.Name}; only Whisper models take a draft.";
        if (options.MaxStreams is { } streams && family is not KyutaiSttFamily)
            yield return $"MaxStreams is {streams}, but {folder.Name} is of the family {family.Name}, whose calls share no steps; leave it out.";
        foreach ((string name, string? path) in new[] { (nameof(options.LanguageModel), options.LanguageModel), (nameof(options.Unigrams), options.Unigrams) })
        {
            if (path is not null && (isWhisper || family is KyutaiSttFamily))
                yield return $"{name} is {path}, but {folder.Name} is of the family {family.Name}; only CTC models take a language model.";
        }
    }

    /// <summary>The folder of a model that is given by name or path.</summary>
    /// <exception cref="ModelFolderException">There is none.</exception>
    internal static ModelFolder Locate(string model)
    {
        if (ModelCatalogue.IsEmbedded(model))
        {
            return ModelCatalogue.Find(model) is { Folder: { } path }
                ? ModelFolder.Open(path, model)
                : throw new ModelFolderException($"The model '{model}' is not on this machine; expected it in {ModelCatalogue.DefaultLocation(model)}. Restore it from the repository or package.");
        }

        if (Directory.Exists(model))
            return ModelFolder.Open(Path.GetFullPath(model), ModelName.Of(model));
        throw new ModelFolderException(
            $"'{model}' is neither a model's name nor a folder; expected one of {string.Join(", ", ModelCatalogue.Entries.Where(entry => entry.IsEmbedded).Select(known => known.Name))}, or a folder of exported graphs.");
    }
}

namespace Speech.Sdk.Models;

/// <summary>Loads recognisers of every family.</summary>
public static class SpeechRecognizer
{
    /// <summary>Loads a model: a catalogue name (<c>whisper-base</c>) or a folder of exported graphs, whose manifest names the family.</summary>
    /// <exception cref="ModelFolderException">The model is unknown, or its folder is incomplete or broken; lists every problem.</exception>
    /// <exception cref="ExecutionProviderException">The execution provider asked for cannot be had.</exception>
    public static Task<ISpeechRecognizer> LoadAsync(string model, RecognizerOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new ModelFolderException($"'{model}' cannot be loaded.");
}

namespace Speech.Sdk;

/// <summary>A recogniser whose model is loaded with its first use; whoever may not be held up asks it here and not by <see cref="ISpeechRecognizer.Info"/>.</summary>
internal interface ILoadedOnUse
{
    /// <summary>What the model is called before it is loaded: its name in the catalogue or its folder's name.</summary>
    string Model { get; }

    /// <summary>Loads the model where it is not loaded yet; a caller who cancels stops waiting.</summary>
    Task<RecognizerInfo> GetInfoAsync(CancellationToken cancellationToken);
}

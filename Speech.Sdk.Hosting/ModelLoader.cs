namespace Speech.Sdk.Hosting;

/// <summary>Loads a model, as <see cref="Models.SpeechRecognizer.LoadAsync"/> does.</summary>
internal delegate Task<ISpeechRecognizer> ModelLoader(string model, RecognizerOptions options, CancellationToken cancellationToken);

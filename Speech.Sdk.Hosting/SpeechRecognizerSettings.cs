using Speech.Sdk.Models.Catalogue;

namespace Speech.Sdk.Hosting;

/// <summary>A recogniser of the container, as options: from code, or bound to a section of the configuration.</summary>
public sealed class SpeechRecognizerSettings
{
    /// <summary><c>whisper-base</c>, a folder, or a repository of the hub. <value>whisper-base.</value></summary>
    public string Model { get; set; } = ModelCatalogue.DefaultName;

    /// <summary>How the model is loaded.</summary>
    public RecognizerOptions Recognizer { get; set; } = new();

    /// <summary>How recordings are transcribed by calls that give no options of their own. <value>null: the model's defaults.</value></summary>
    public TranscriptionOptions? Transcription { get; set; }

    /// <summary>How live audio is transcribed by calls that give no options of their own. <value>null: the model's defaults.</value></summary>
    public StreamingOptions? Streaming { get; set; }

    /// <summary>
    /// Whether the model is loaded while the host starts, so that a missing model stops it and no first request waits. <value>false: with the first use.</value>
    /// </summary>
    public bool WarmUp { get; set; }
}

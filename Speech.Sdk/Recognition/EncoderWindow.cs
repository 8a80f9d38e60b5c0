namespace Speech.Sdk;

/// <summary>How much a Whisper model's encoder hears with a window of audio that is shorter than the model's own.</summary>
public enum EncoderWindow
{
    /// <summary>
    /// The audio and a few seconds of silence, which takes a fraction of the time. A window whose text does not convince is heard again in full.
    /// </summary>
    Fitted,

    /// <summary>The audio and silence up to the model's window of 30 s, as the references do.</summary>
    Full,
}

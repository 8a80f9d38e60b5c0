namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Where a recording's time went; a batch's time is shared among its windows.</summary>
internal sealed class Stopwatches
{
    public TimeSpan Audio { get; set; }

    public TimeSpan Features { get; set; }

    public TimeSpan Encoder { get; set; }

    public TimeSpan Decoder { get; set; }

    public int DecoderSteps { get; set; }
}

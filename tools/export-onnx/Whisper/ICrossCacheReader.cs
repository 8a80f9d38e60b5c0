namespace Speech.Sdk.Export.Whisper;

/// <summary>The inputs of one graph that hold what windows left for cross attention.</summary>
internal interface ICrossCacheReader
{
    /// <summary>A layer's attention over the audio: flat queries [rows, width] to [rows, width]. An audio's rows are adjacent and share its keys and values.</summary>
    string Attend(int layer, string queries);

    /// <summary>A layer's keys and values as floats [audios, heads, positions, head width], the keys but for a constant a channel, which no softmax over positions sees.</summary>
    (string Keys, string Values) Floats(int layer);
}

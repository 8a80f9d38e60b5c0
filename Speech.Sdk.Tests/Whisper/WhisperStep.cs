namespace Speech.Sdk.Tests.Whisper;

/// <summary>What graphs are run for.</summary>
internal enum WhisperStep
{
    Encoding,
    Detection,
    Decoding,
}

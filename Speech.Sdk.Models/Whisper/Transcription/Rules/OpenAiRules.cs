namespace Speech.Sdk.Models.Whisper.Transcription.Rules;

/// <summary>openai-whisper, transcribe.py and decoding.py: at most half of the positions are written, and the limit is looked at only after a token.</summary>
internal sealed class OpenAiRules(int positions) : DecodingRules
{
    public override int MaxTokens => positions / 2;

    public override int MaxLength => positions + 1;

    public override bool TellsText => true;

    public override bool CarriesPrompt => false;

    public override bool SeeksByWords => true;
}

using System.Buffers.Binary;
using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Transcription.Rules;

/// <summary>transformers, generation_whisper.py: the compression ratio is that of the token ids, the average leaves the end of text out.</summary>
internal sealed class TransformersRules(int positions, int vocabularySize) : DecodingRules
{
    public override int MaxLength => positions;

    public override bool KeepsNextStart => true;

    public override double AverageLogProbability(Hypothesis hypothesis) => hypothesis.TokenLogProbabilities.Sum() / (hypothesis.Tokens.Count + 1);

    public override double CompressionRatio(string text, IReadOnlyList<int> tokens)
    {
        int width = (int)(Math.Log2(vocabularySize) / 8) + 1;
        byte[] bytes = new byte[(width * tokens.Count) + sizeof(int)];
        for (int index = 0; index < tokens.Count; index++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(width * index), tokens[index]);
        return Whisper.CompressionRatio.Of(bytes.AsSpan(0, width * tokens.Count));
    }

    public override TextHistory NewHistory(IReadOnlyList<int> prompt, bool carriesPrompt, bool tellsText) =>
        new(prompt, carriesPrompt && !tellsText, tellsText, longest: (positions / 2) - 1, forgetsAll: false);
}

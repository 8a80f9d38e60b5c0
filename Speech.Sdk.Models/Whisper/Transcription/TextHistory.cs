namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// What the next window is told of the text before it (openai-whisper, transcribe.py): the prompt and the text so far, as far as
/// it is to be trusted, cut to the half of the decoder's positions that the model saw as context in training.
/// </summary>
internal sealed class TextHistory(IReadOnlyList<int> prompt, bool carriesPrompt, bool tellsText, int longest)
{
    // Above this temperature openai-whisper and transformers take a text for too far-fetched to go on from.
    private const double TrustedTemperature = 0.5;

    private readonly List<int> _tokens = [.. prompt];
    private int _since;

    /// <summary>The tokens after the start-of-previous token; empty for none.</summary>
    public int[] Context()
    {
        if (!carriesPrompt)
            return Tail(_since, longest);
        int[] text = Tail(Math.Max(prompt.Count, _since), Math.Max(0, longest - prompt.Count));
        return [.. prompt.Skip(Math.Max(0, prompt.Count - longest)), .. text];
    }

    /// <summary>Adds a window's tokens.</summary>
    public void Add(IEnumerable<int> tokens, double temperature)
    {
        _tokens.AddRange(tokens);
        if (!tellsText || temperature > TrustedTemperature)
            _since = _tokens.Count;
    }

    private int[] Tail(int since, int count) => [.. _tokens[Math.Max(since, _tokens.Count - count)..]];
}

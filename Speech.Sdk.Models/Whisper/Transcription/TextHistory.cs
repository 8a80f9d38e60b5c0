namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// What the next window is told of the text before it: the prompt and the text so far, as far as it is to be trusted, cut to the
/// half of the decoder's positions that the model saw as context in training.
/// </summary>
/// <param name="prompt">The caller's tokens.</param>
/// <param name="carriesPrompt">Whether they precede every window.</param>
/// <param name="tellsText">Whether windows are told the text before them.</param>
/// <param name="longest">The most tokens.</param>
/// <param name="forgetsAll">
/// Whether a far-fetched text makes it forget all before it (openai-whisper, transcribe.py) or only tell the next window nothing
/// (transformers, generation_whisper.py).
/// </param>
internal sealed class TextHistory(IReadOnlyList<int> prompt, bool carriesPrompt, bool tellsText, int longest, bool forgetsAll)
{
    // Above this temperature a text is too far-fetched to go on from.
    public const double TrustedTemperature = 0.5;

    private readonly List<int> _tokens = [.. prompt];
    private int _since;
    private bool _tellsNothing;

    /// <summary>The tokens after the start-of-previous token; empty for none.</summary>
    public int[] Context()
    {
        if (!carriesPrompt)
            return _tellsNothing ? [] : Tail(_since, longest);
        int[] text = Tail(Math.Max(prompt.Count, _since), Math.Max(0, longest - prompt.Count));
        return [.. prompt.Skip(Math.Max(0, prompt.Count - longest)), .. text];
    }

    /// <summary>Adds a window's tokens.</summary>
    public void Add(IEnumerable<int> tokens, double temperature)
    {
        _tokens.AddRange(tokens);
        bool trusted = tellsText && (forgetsAll ? temperature <= TrustedTemperature : temperature < TrustedTemperature);
        _tellsNothing = !trusted && !forgetsAll;
        if (!tellsText || (!trusted && forgetsAll))
            _since = _tokens.Count;
    }

    private int[] Tail(int since, int count) => [.. _tokens[Math.Max(since, _tokens.Count - count)..]];
}

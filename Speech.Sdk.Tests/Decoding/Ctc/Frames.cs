using Speech.Sdk.Decoding.Ctc;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>Log-probabilities made by hand, frame by frame: the symbols that are named, and what is left shared by the others.</summary>
internal sealed class Frames(CtcAlphabet alphabet)
{
    private readonly List<float> _values = [];

    public static CtcAlphabet Characters { get; } = CtcAlphabet.FromVocabulary(["<pad>", "<s>", "</s>", "<unk>", "|", .. "abcdefghijklmnopqrstuvwxyz".Select(letter => letter.ToString())]);

    public float[] Values => [.. _values];

    /// <summary>A frame for each letter, with a blank behind it; spaces are delimiters.</summary>
    public static Frames Of(string text, double probability = 0.98)
    {
        Frames frames = new(Characters);
        foreach (char letter in text)
            frames.Add((letter == ' ' ? "|" : letter.ToString(), probability)).Add(("<pad>", 0.98));
        return frames;
    }

    public Frames Add(params ReadOnlySpan<(string Label, double Probability)> symbols)
    {
        float[] frame = new float[alphabet.Count];
        double named = 0;
        foreach ((_, double probability) in symbols)
            named += probability;
        frame.AsSpan().Fill((float)Math.Log((1 - named) / (alphabet.Count - symbols.Length)));
        foreach ((string label, double probability) in symbols)
            frame[Column(label)] = (float)Math.Log(probability);
        _values.AddRange(frame);
        return this;
    }

    public IReadOnlyList<CtcHypothesis> Search(CtcBeamOptions options, CtcLanguageModel? languageModel = null, bool ended = true)
    {
        CtcBeamSearch search = new(alphabet, options, languageModel);
        search.Accept(Values);
        return search.Readings(options.Width, ended);
    }

    private int Column(string label)
    {
        string normal = label switch { "<pad>" => "", "|" => " ", "<unk>" => alphabet.IsSubword ? "▁⁇▁" : "⁇", _ => label };
        int column = alphabet.Labels.ToList().IndexOf(normal);
        return column >= 0 ? column : throw new ArgumentException($"No symbol {label}.", nameof(label));
    }
}

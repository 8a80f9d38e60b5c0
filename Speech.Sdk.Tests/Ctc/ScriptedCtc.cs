using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>
/// A CTC model that hears what its audio says: all samples of a frame hold the number of a symbol. Of a and b it cannot tell which, where
/// the frame says '?'; a '!' breaks it.
/// </summary>
internal sealed class ScriptedCtc : IFrontEnd, ICtcGraph
{
    public const int FrameLength = 320;

    private const int Delimiter = 4;
    private const int Breaking = 98;
    private const int Unsure = 99;

    private static readonly string[] Symbols = ["<pad>", "<s>", "</s>", "<unk>", "|", "a", "b", "x", "y"];

    public static CtcHead Head { get; } = new(null, new CtcVocabulary { Symbols = Symbols, Blank = 0, Delimiter = Delimiter, Unknown = "<unk>", Specials = new HashSet<int> { 0, 1, 2, 3 } });

    public int SampleRate => 16_000;

    public int Hop => FrameLength;

    public int Overlap => 0;

    public bool HasEnds => false;

    public ExecutionProvider Provider => ExecutionProvider.Cpu;

    public bool TakesBatches { get; init; }

    public bool HearsEnds => false;

    /// <summary>Called when a clip was scored.</summary>
    public Action Scored { get; init; } = () => { };

    /// <summary>Frames, one a letter: a, b, x, y, '.' silence, '#' the unknown symbol, ' ' the delimiter, '?' a or b, '!' none.</summary>
    public static float[] Samples(string frames) => [.. frames.SelectMany(frame => Enumerable.Repeat(Number(frame) / 128f, FrameLength))];

    public CtcModel Model(string? languageModel = null) => new("scripted", "scripted", "fp32", this, this, new CtcHeads([Head], null))
    {
        LanguageModel = languageModel is null ? null : CtcLanguageModel.Open(languageModel, null, Head.Alphabet(Symbols.Length)),
    };

    public int Frames(long samples) => (int)(samples / FrameLength);

    public IRecordingMeasure? Measure() => null;

    public long[] Shape(int samples) => [Frames(samples), 1];

    public long Ends(int samples) => Frames(samples);

    public void Compute(ReadOnlySpan<float> samples, IRecordingScale? scale, Span<float> destination)
    {
        for (int frame = 0; frame < Frames(samples.Length); frame++)
            destination[frame] = samples[frame * FrameLength] * 128;
    }

    public IReadOnlyList<CtcScores> Score(InferenceCall call, CtcHead head, TensorBuffer features, long[] shape, long[] lengths, long[] ends, int[] frames)
    {
        ReadOnlySpan<float> numbers = features.Span<float>();
        if (numbers.Contains(Breaking))
            throw new SpeechException("A frame breaks the model.");
        CtcScores[] scores = new CtcScores[frames.Length];
        for (int clip = 0; clip < frames.Length; clip++)
            scores[clip] = Score(numbers.Slice(clip * (int)shape[0], frames[clip]));
        Scored();
        return scores;
    }

    public void Dispose()
    {
    }

    private static CtcScores Score(ReadOnlySpan<float> numbers)
    {
        float[] scores = new float[numbers.Length * Symbols.Length];
        scores.AsSpan().Fill(-30);
        for (int frame = 0; frame < numbers.Length; frame++)
        {
            Span<float> row = scores.AsSpan(frame * Symbols.Length, Symbols.Length);
            if (numbers[frame] == Unsure)
                row[Array.IndexOf(Symbols, "a")] = row[Array.IndexOf(Symbols, "b")] = MathF.Log(0.5f);
            else
                row[(int)numbers[frame]] = 0;
        }

        return new CtcScores(scores, Symbols.Length);
    }

    private static int Number(char frame) => frame switch
    {
        '.' => 0,
        '#' => 3,
        ' ' => Delimiter,
        '!' => Breaking,
        '?' => Unsure,
        _ => Array.IndexOf(Symbols, frame.ToString()),
    };
}

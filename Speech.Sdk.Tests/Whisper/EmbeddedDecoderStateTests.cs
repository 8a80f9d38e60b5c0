using System.Runtime.Intrinsics.X86;
using Speech.Sdk.Audio;
using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The embedded model's decoder, whose cross attention reads 8 bits and takes several queries of one window alone in a run.</summary>
public sealed class EmbeddedDecoderStateTests
{
    private const int Frames = 600;
    // Products of one row and of many round differently, which adds up over layers and tokens; AVX2's kernels add in another order than those of wider registers, and came to 0.105.
    private static readonly double Rounding = Avx2.IsSupported && !Avx512BW.IsSupported ? 0.12 : 0.1;

    private static readonly int[] Prompt = [50258, 50259, 50359, 50363];
    private readonly InferenceCall _call = new(CancellationToken.None);
    private WhisperModel _model = null!;
    private IEncodedWindows _windows = null!;
    private float[] _speech = null!;

    [OneTimeSetUp]
    public void Encode()
    {
        _model = LoadedParts.Load(Repository.Path("models/whisper-base"));
        _windows = _model.Graphs.CreateWindows(3, Frames);
        _speech = AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(16_000);
        for (int window = 0; window < 3; window++)
            Encode(_windows, window, window, Frames);
    }

    [OneTimeTearDown]
    public void Dispose()
    {
        _windows.Dispose();
        _model.Dispose();
        _call.Dispose();
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Advance_AfterTheFirstSteps_AllocatesNothing(int beams)
    {
        using IWhisperDecoderState state = Start([0, 1], Prompt, beams);
        int[] parents = Parents(2, beams);
        var tokens = new int[2 * beams];
        Array.Fill(tokens, 440);
        state.Advance(tokens, [.. Enumerable.Range(0, 2 * beams).Select(row => row / beams)], CancellationToken.None);
        state.Advance(tokens, parents, CancellationToken.None);

        long allocated = Allocations.Of(() =>
        {
            for (int step = 0; step < 10; step++)
                state.Advance(tokens, parents, CancellationToken.None);
        });
        Assert.That(allocated, Is.Zero);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Logits_ThreeWindowsTogether_EqualEachAloneToTheLastDigit(int beams)
    {
        float[][] together = Written([0, 1, 2], beams);
        for (int window = 0; window < 3; window++)
            Assert.That(Written([window], beams), Is.EqualTo(together[(window * beams)..((window + 1) * beams)]), $"window {window}");
    }

    // Windows of other lengths than there is room for, and of other windows' lengths; in the first all are shorter.
    [TestCase(new[] { 300, 500, 400 }, 1)]
    [TestCase(new[] { 600, 200, 500 }, 1)]
    [TestCase(new[] { 200, 600, 300 }, 2)]
    [TestCase(new[] { 500, 300, 600 }, 5)]
    public void Logits_WindowsOfUnequalLength_EqualThoseOfWindowsOfTheirOwn(int[] frames, int beams)
    {
        using IEncodedWindows together = _model.Graphs.CreateWindows(frames.Length, Frames);
        for (int window = 0; window < frames.Length; window++)
            Encode(together, window, window, frames[window]);
        // The second ends first, and its neighbour moves to its place.
        float[][] mixed = [.. Written(together, [0, 1, 2], beams), .. Written(together, [2, 0], beams)];
        int[] order = [0, 1, 2, 2, 0];
        float[][] alone = [.. order.SelectMany(window =>
        {
            using IEncodedWindows one = _model.Graphs.CreateWindows(1, frames[window]);
            Encode(one, 0, window, frames[window]);
            return Written(one, [0], beams);
        })];
        Assert.That(mixed, Is.EqualTo(alone));
    }

    // Behind it there is no slot for the companion of a row.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Logits_LastOfAnEvenNumberOfWindowsByItself_EqualThoseOfAWindowOfItsOwn(int beams)
    {
        using IEncodedWindows two = _model.Graphs.CreateWindows(2, Frames), one = _model.Graphs.CreateWindows(1, Frames);
        Encode(two, 0, 1, Frames);
        Encode(two, 1, 2, 400);
        Encode(one, 0, 2, 400);
        float[][] alone = Written(one, [0], beams);
        Assert.That(Written(two, [1], beams), Is.EqualTo(alone));
        Assert.That(Written(two, [0, 1], beams)[beams..], Is.EqualTo(alone));
    }

    [Test]
    public void Align_WindowThatIsShorterThanItsPlace_GivesItsOwnScores()
    {
        using IEncodedWindows together = _model.Graphs.CreateWindows(2, Frames), alone = _model.Graphs.CreateWindows(1, 400);
        Encode(together, 0, 1, 400);
        Encode(together, 1, 2, 600);
        Encode(alone, 0, 1, 400);
        int[] text = [.. Prompt, .. Text(10)];
        using AlignmentScores found = together.Align(_call, 0, text), expected = alone.Align(_call, 0, text);
        Assert.That(found.Positions, Is.EqualTo(200));
        Assert.That(found.Attention.ToArray(), Is.EqualTo(expected.Attention.ToArray()));
    }

    // With five tokens more: all in one run of 64, the last alone in the second, the start token in an earlier run than the last, whole runs, three runs.
    [TestCase(59)]
    [TestCase(60)]
    [TestCase(61)]
    [TestCase(62)]
    [TestCase(63)]
    [TestCase(123)]
    [TestCase(125)]
    [TestCase(150)]
    public void Start_PromptOfAnyLength_ScoresAsFedOneByOne(int length)
    {
        int[] text = Text(length);
        using IWhisperDecoderState whole = _windows.Start(_call, [0, 1], [[50361, .. text, .. Prompt], Prompt], [text.Length + 1, 0], 1);
        float[] last = whole.Logits(0).ToArray();
        float[] start = whole.PromptLogits(0).ToArray();
        float[] other = whole.Logits(1).ToArray();

        using IWhisperDecoderState steps = Start([0], [50361], 1);
        float[] atStart = [];
        foreach (int token in (int[])[.. text, .. Prompt])
        {
            steps.Advance([token], [0], CancellationToken.None);
            if (token == Prompt[0])
                atStart = steps.Logits(0).ToArray();
        }

        Assert.That(Difference(start, atStart), Is.LessThan(Rounding));
        Assert.That(Difference(last, steps.Logits(0).ToArray()), Is.LessThan(Rounding));
        using IWhisperDecoderState alone = Start([1], Prompt, 1);
        Assert.That(other, Is.EqualTo(alone.Logits(0).ToArray()));
    }

    [Test]
    public void Start_PromptWithoutItsLastToken_ScoresFurtherAwayThanRounding()
    {
        int[] text = Text(150);
        using IWhisperDecoderState whole = Start([0], [50361, .. text, .. Prompt], 1), less = Start([0], [50361, .. text[..^1], .. Prompt], 1);

        Assert.That(Difference(whole.Logits(0).ToArray(), less.Logits(0).ToArray()), Is.GreaterThan(4 * Rounding));
    }

    [TestCase(1)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(65)]
    [TestCase(129)]
    public void Extend_AnyNumberOfTokens_ScoresEachAsFedOneByOne(int count)
    {
        int[] text = Text(count);
        using IWhisperDecoderState state = Start([0], Prompt, 1);
        var draftable = (IDraftableState)state;
        draftable.Extend(Text(70), CancellationToken.None);
        draftable.Truncate(Prompt.Length);
        draftable.Extend(text, CancellationToken.None);

        // Rounding differs from run to run of other sizes; a wrong place would show in all tokens behind it.
        using IWhisperDecoderState steps = Start([0], Prompt, 1);
        double difference = 0;
        for (int token = 0; token < count; token++)
        {
            steps.Advance([text[token]], [0], CancellationToken.None);
            difference += Difference(draftable.ScoresAfter(token).ToArray(), steps.Logits(0).ToArray()) / count;
        }

        Assert.That(difference, Is.LessThan(0.05));
    }

    private int[] Text(int length)
    {
        int[] words = _model.Tokenizer.Encode(" Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the exhibition.");
        return [.. Enumerable.Range(0, length).Select(i => words[i % words.Length])];
    }

    /// <summary>The scores after some steps, row by row.</summary>
    private float[][] Written(int[] windows, int beams) => Written(_windows, windows, beams);

    private float[][] Written(IEncodedWindows encoded, int[] windows, int beams)
    {
        using IWhisperDecoderState state = Start(encoded, windows, Prompt, beams);
        int rows = windows.Length * beams;
        for (int step = 0; step < 4; step++)
        {
            int[] parents = step == 0 ? [.. Enumerable.Range(0, rows).Select(row => row / beams)] : Parents(windows.Length, beams);
            state.Advance([.. Enumerable.Range(0, rows).Select(row => 440 + (11 * step) + (row % beams))], parents, CancellationToken.None);
        }

        return [.. Enumerable.Range(0, rows).Select(row => state.Logits(row).ToArray())];
    }

    /// <summary>Encodes speech of so many frames. Speech, and below text: of nonsense on noise a rounding tips the attention now and then.</summary>
    private void Encode(IEncodedWindows windows, int window, int place, int frames)
    {
        int samples = frames * _model.Features.Hop;
        _model.Features.Compute(_speech.AsSpan(place * 8_000, Math.Min(samples, 80_000)), samples, windows.MelOf(frames));
        windows.Encode(_call, window);
    }

    private IWhisperDecoderState Start(int[] windows, int[] prompt, int beams) => Start(_windows, windows, prompt, beams);

    private IWhisperDecoderState Start(IEncodedWindows encoded, int[] windows, int[] prompt, int beams) =>
        encoded.Start(_call, windows, [.. windows.Select(_ => prompt)], new int[windows.Length], beams);

    /// <summary>Every row continues its neighbour in the same window.</summary>
    private static int[] Parents(int windows, int beams) =>
        [.. Enumerable.Range(0, windows * beams).Select(row => (row / beams * beams) + ((row + 1) % beams))];

    private static double Difference(float[] actual, float[] expected) =>
        Math.Sqrt(actual.Zip(expected, (a, e) => Math.Pow(a - e, 2)).Sum() / expected.Sum(e => Math.Pow(e, 2)));
}

using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>The clips of the CTC fixtures, and what the references make of them.</summary>
internal static class CtcAudio
{
    public static float[] Samples(int clip) => Shared.Tensors("fixtures/ctc/audio.safetensors").Floats($"audio{clip}");

    public static AudioSource Clip(int clip) => AudioSource.FromSamples(Samples(clip), 16_000);

    /// <summary>Compares words and their times with the reference's, whose words hold special symbols; where the ends differ, without the last one.</summary>
    public static void RequireWords(Transcript transcript, JsonArray offsets, double secondsPerFrame, bool endsAlike = true)
    {
        (string Text, double Start, double End, bool IsClean)[] expected =
        [
            .. offsets.Select(word => ((string)word!["word"]!, (int)word["start_offset"]! * secondsPerFrame, (int)word["end_offset"]! * secondsPerFrame))
                .Select(word => (Clean(word.Item1), word.Item2, word.Item3, Clean(word.Item1) == word.Item1)).Where(word => word.Item1.Length > 0),
        ];
        if (endsAlike)
            Assert.That(transcript.Text, Is.EqualTo(string.Join(' ', expected.Select(word => word.Text))));
        else
            expected = expected[..^1];
        Assert.That(transcript.Words, Has.Count.AtLeast(expected.Length));
        foreach ((Word found, (string Text, double Start, double End, bool IsClean) word) in transcript.Words.Zip(expected))
        {
            Assert.That(found.Text, Is.EqualTo(" " + word.Text));
            Assert.That(found.Confidence, Is.InRange(0.0, 1.0));
            if (!word.IsClean)
                continue;
            Assert.That(found.Start.TotalSeconds, Is.EqualTo(word.Start).Within(1e-6), word.Text);
            Assert.That(found.End.TotalSeconds, Is.EqualTo(Math.Min(word.End, transcript.Duration.TotalSeconds)).Within(1e-6), word.Text);
        }

    }

    /// <summary>A reference's text without special symbols.</summary>
    public static string Clean(string text) => text.Replace("[UNK]", "").Replace("<unk>", "").Replace("<s>", "").Replace("</s>", "");

    /// <summary>Compares log-probabilities with logits, which softmax makes of one another: frame by frame up to a constant.</summary>
    public static void RequireEqual(CtcScores scores, float[] logits, double atol, double rtol)
    {
        // Of an odd number of mel frames the reference makes a last row that is padding.
        Assert.That(scores.LogProbabilities.Length, Is.AnyOf(logits.Length, logits.Length - scores.Symbols));
        double worst = 0;
        for (int frame = 0; frame < scores.Frames; frame++)
        {
            float[] expected = logits[(frame * scores.Symbols)..((frame + 1) * scores.Symbols)];
            double shift = LogSumExp.Of(expected);
            ReadOnlySpan<float> found = scores.Slice(frame, frame + 1);
            for (int symbol = 0; symbol < expected.Length; symbol++)
            {
                double error = Math.Abs(found[symbol] + shift - expected[symbol]) - (rtol * Math.Abs(expected[symbol]));
                worst = Math.Max(worst, error);
            }
        }

        Assert.That(worst, Is.LessThanOrEqualTo(atol));
    }
}

using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

/// <summary>
/// The regions from all probabilities of a recording: silero-vad 6.2.3's get_speech_timestamps step by step, with its own
/// names and its default use_max_poss_sil_at_max_speech, without the branches which that never reaches.
/// </summary>
internal static class WholeRecording
{
    private const double MinSilenceAtMaxSpeech = 98 * 16;

    public static List<SampleRange> Regions(float[] probabilities, int audioLength, VoiceActivityOptions options)
    {
        double pad = options.Pad.TotalMilliseconds * 16;
        List<SampleRange> speeches = Speeches(probabilities, audioLength, options, pad);
        for (int i = 0; i < speeches.Count; i++)
        {
            if (i == 0)
                speeches[i] = speeches[i] with { Start = (long)Math.Max(0, speeches[i].Start - pad) };
            if (i == speeches.Count - 1)
            {
                speeches[i] = speeches[i] with { End = (long)Math.Min(audioLength, speeches[i].End + pad) };
                break;
            }

            long silence = speeches[i + 1].Start - speeches[i].End;
            double widening = silence < 2 * pad ? silence / 2 : pad;
            speeches[i] = speeches[i] with { End = (long)Math.Min(audioLength, speeches[i].End + widening) };
            speeches[i + 1] = speeches[i + 1] with { Start = (long)Math.Max(0, speeches[i + 1].Start - widening) };
        }

        return speeches;
    }

    private static List<SampleRange> Speeches(float[] probabilities, int audioLength, VoiceActivityOptions options, double pad)
    {
        double minSpeech = options.MinSpeech.TotalMilliseconds * 16;
        double minSilence = options.MinSilence.TotalMilliseconds * 16;
        double maxSpeech = options.MaxSpeech is { } longest ? (longest.TotalMilliseconds * 16) - 512 - (2 * pad) : double.PositiveInfinity;
        double negThreshold = Math.Max(options.Threshold - 0.15, 0.01);
        List<SampleRange> speeches = [];
        List<(long End, long Duration)> possibleEnds = [];
        bool triggered = false;
        long start = -1;
        long tempEnd = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            long sample = 512L * i;
            bool speech = probabilities[i] >= options.Threshold;
            if (speech && tempEnd != 0)
            {
                if (sample - tempEnd > MinSilenceAtMaxSpeech)
                    possibleEnds.Add((tempEnd, sample - tempEnd));
                tempEnd = 0;
            }

            if (speech && !triggered)
            {
                (triggered, start) = (true, sample);
                continue;
            }

            if (triggered && sample - start > maxSpeech)
            {
                tempEnd = 0;
                if (possibleEnds.Count == 0)
                {
                    speeches.Add(new SampleRange(start, sample));
                    (triggered, start) = (false, -1);
                    continue;
                }

                (long end, long duration) = possibleEnds.MaxBy(possible => possible.Duration);
                speeches.Add(new SampleRange(start, end));
                start = end + duration;
                possibleEnds.Clear();
            }

            if (probabilities[i] < negThreshold && triggered)
            {
                if (tempEnd == 0)
                    tempEnd = sample;
                if (sample - tempEnd < minSilence)
                    continue;
                if (tempEnd - start > minSpeech)
                    speeches.Add(new SampleRange(start, tempEnd));
                (triggered, start, tempEnd) = (false, -1, 0);
                possibleEnds.Clear();
            }
        }

        if (triggered && audioLength - start > minSpeech)
            speeches.Add(new SampleRange(start, audioLength));
        return speeches;
    }
}

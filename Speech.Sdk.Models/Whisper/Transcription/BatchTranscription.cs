using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// One call: in rounds, the next window of up to BatchSize recordings is encoded and decoded together. A recording's windows
/// follow one another, since each begins where the last complete segment ended.
/// </summary>
internal sealed class BatchTranscription(TranscriptionPlan plan, CancellationToken cancellationToken)
{
    private readonly WhisperModel _model = plan.Model;

    public IReadOnlyList<Transcript> Run(IReadOnlyList<AudioSource> audios)
    {
        var transcripts = new Transcript[audios.Count];
        List<Recording> open = [];
        int next = 0;
        IEncodedWindows? windows = null;
        int room = 0;
        using var call = new InferenceCall(cancellationToken);
        try
        {
            while (next < audios.Count || open.Count > 0)
            {
                // A recording is read only when its turn comes, so a long list never lies in memory whole.
                while (open.Count < plan.Options.BatchSize && next < audios.Count)
                    open.Add(Open(audios[next], next++));
                if (room != open.Count)
                {
                    windows?.Dispose();
                    windows = _model.Graphs.CreateWindows(room = open.Count, _model.Config.WindowFrames);
                }

                Round(call, windows!, open);
                foreach (Recording recording in open)
                {
                    plan.Options.Progress?.Report(new TranscriptionProgress(recording.Index, recording.Position, recording.Duration));
                    if (recording.Done)
                        transcripts[recording.Index] = recording.ToTranscript();
                }

                open.RemoveAll(recording => recording.Done);
            }
        }
        finally
        {
            windows?.Dispose();
        }

        return transcripts;
    }

    private Recording Open(AudioSource audio, int index)
    {
        long start = Stopwatch.GetTimestamp();
        float[] samples = audio.ReadAll(_model.Features.SampleRate, out IReadOnlyList<string> warnings, cancellationToken);
        var recording = new Recording(_model, index, samples, plan.Language, warnings);
        recording.Watches.Audio = Stopwatch.GetElapsedTime(start);
        return recording;
    }

    private void Round(InferenceCall call, IEncodedWindows windows, IReadOnlyList<Recording> recordings)
    {
        for (int index = 0; index < recordings.Count; index++)
        {
            Recording recording = recordings[index];
            long start = Stopwatch.GetTimestamp();
            _model.Features.Compute(recording.Window, _model.Features.WindowSamples, windows.Mel);
            long featuresDone = Stopwatch.GetTimestamp();
            windows.Encode(call, index);
            recording.Watches.Features += Stopwatch.GetElapsedTime(start, featuresDone);
            recording.Watches.Encoder += Stopwatch.GetElapsedTime(featuresDone);
        }

        long decodeStart = Stopwatch.GetTimestamp();
        if (plan.DetectsLanguage && recordings.Any(recording => recording.Language is null))
            LanguageDetection.Run(plan, call, windows, recordings);
        WindowPrompt[] prompts = [.. recordings.Select(recording => plan.PromptFor(recording.Language, recording.AtStart))];
        IReadOnlyList<DecodedWindow> decoded = plan.Decoder.Run(call, windows, prompts);
        TimeSpan share = Stopwatch.GetElapsedTime(decodeStart) / recordings.Count;
        for (int index = 0; index < recordings.Count; index++)
        {
            recordings[index].Watches.Decoder += share;
            recordings[index].Watches.DecoderSteps += decoded[index].Tokens.Count + 1;
            recordings[index].Add(decoded[index], plan.Options.Timestamps);
        }
    }
}

using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// One call: in rounds, the next window of up to BatchSize passages, of one recording or of many, is encoded and decoded together.
/// Recordings are opened one by one as there is room for their passages, so a long list never lies in memory whole.
/// </summary>
internal sealed class BatchTranscription(TranscriptionPlan plan, CancellationToken cancellationToken)
{
    private readonly WhisperModel _model = plan.Model;
    private readonly DraftWindows? _drafts = DraftWindows.For(plan);
    private readonly List<Recording> _recordings = [];
    private readonly List<(Recording Recording, IPassage Passage)> _open = [];
    private int _next;

    public IReadOnlyList<Transcript> Run(IReadOnlyList<AudioSource> audios)
    {
        var transcripts = new Transcript[audios.Count];
        using var call = new InferenceCall(cancellationToken);
        var opener = new RecordingOpener(plan, call);
        IEncodedWindows? windows = null;
        int room = 0;
        try
        {
            while (true)
            {
                Fill(audios, opener);
                if (_open.Count > room)
                {
                    windows?.Dispose();
                    windows = _model.Graphs.CreateWindows(room = _open.Count, _model.Config.WindowFrames);
                }

                if (_open.Count > 0)
                    Round(call, windows!);
                Finish(transcripts);
                if (_next == audios.Count && _recordings.Count == 0)
                    return transcripts;
            }
        }
        finally
        {
            windows?.Dispose();
            _drafts?.Dispose();
            foreach (Recording recording in _recordings)
                recording.Dispose();
        }
    }

    /// <summary>Begins passages while there is room: of recordings under way first, in their order.</summary>
    private void Fill(IReadOnlyList<AudioSource> audios, RecordingOpener opener)
    {
        for (int index = 0; _open.Count < plan.Options.BatchSize; index++)
        {
            if (index == _recordings.Count)
            {
                // Recordings without speech fill no batch; they are not all held at once for that.
                if (_next == audios.Count || _recordings.Count == plan.Options.BatchSize)
                    return;
                _recordings.Add(opener.Open(audios[_next], _next++));
            }

            while (_open.Count < plan.Options.BatchSize && _recordings[index].Begin() is { } passage)
                _open.Add((_recordings[index], passage));
        }
    }

    private void Round(InferenceCall call, IEncodedWindows windows)
    {
        _drafts?.Reserve(_open.Count);
        for (int index = 0; index < _open.Count; index++)
        {
            (Recording recording, IPassage passage) = _open[index];
            long start = Stopwatch.GetTimestamp();
            passage.Features.Compute(recording.Audio, passage.Seek, passage.Samples, windows.Mel);
            long featuresDone = Stopwatch.GetTimestamp();
            windows.Encode(call, index);
            _drafts?.Encode(call, index, recording.Audio, passage.Seek, passage.Samples);
            recording.Watches.Features += Stopwatch.GetElapsedTime(start, featuresDone);
            recording.Watches.Encoder += Stopwatch.GetElapsedTime(featuresDone);
        }

        long decodeStart = Stopwatch.GetTimestamp();
        DetectLanguages(call, windows);
        IReadOnlyList<DecodedWindow> decoded = plan.Decoder.Run(call, windows, [.. _open.Select((entry, window) => entry.Passage.Request(window))], _drafts);
        TimeSpan share = Stopwatch.GetElapsedTime(decodeStart) / _open.Count;
        for (int index = 0; index < _open.Count; index++)
        {
            (Recording recording, IPassage passage) = _open[index];
            recording.Watches.Decoder += share;
            recording.Watches.Add(decoded[index]);
            passage.Add(decoded[index], plan.Aligner is { } aligner ? new AlignableWindow(aligner, call, windows, index) : null);
            recording.Settle(passage);
        }
    }

    private void DetectLanguages(InferenceCall call, IEncodedWindows windows)
    {
        if (!plan.DetectsLanguage)
            return;
        int[] unknown = [.. Enumerable.Range(0, _open.Count).Where(index => _open[index].Passage.Language is null)];
        if (unknown.Length == 0)
            return;
        // openai-whisper hears a short clip's language with silence behind it, its text with zeros.
        int[] padded = [.. unknown.Where(index => plan.SlicesRecording && _open[index].Passage.Samples < _model.Features.WindowSamples)];
        EncodeAnew(call, windows, padded, new WindowsOfTheirOwn(_model.Features));
        IReadOnlyList<DetectedLanguage> languages = LanguageDetection.Run(plan, call, windows, unknown);
        EncodeAnew(call, windows, padded, features: null);
        foreach ((int index, DetectedLanguage detected) in unknown.Zip(languages))
        {
            (Recording recording, IPassage passage) = _open[index];
            recording.Detected(passage, detected);
        }
    }

    private void EncodeAnew(InferenceCall call, IEncodedWindows windows, int[] which, IWindowFeatures? features)
    {
        foreach (int index in which)
        {
            (Recording recording, IPassage passage) = _open[index];
            (features ?? passage.Features).Compute(recording.Audio, passage.Seek, passage.Samples, windows.Mel);
            windows.Encode(call, index);
        }
    }

    private void Finish(Transcript[] transcripts)
    {
        _open.RemoveAll(entry => entry.Passage.Done);
        for (int index = _recordings.Count - 1; index >= 0; index--)
        {
            Recording recording = _recordings[index];
            bool done = recording.Done;
            if (done)
                transcripts[recording.Index] = recording.ToTranscript();
            plan.Options.Progress?.Report(new TranscriptionProgress(recording.Index, recording.Position, recording.Duration));
            if (done)
            {
                _recordings.RemoveAt(index);
                recording.Dispose();
            }
            else
            {
                recording.Release();
            }
        }
    }
}

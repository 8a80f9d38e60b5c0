using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Journal;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// One call: in rounds, the next window of up to BatchSize passages, of one recording or of many, is encoded and decoded together.
/// Recordings are opened one by one as there is room for their passages, so a long list never lies in memory whole.
/// </summary>
internal sealed class BatchTranscription(TranscriptionPlan plan, WindowJournal? journal, CancellationToken cancellationToken)
{
    private readonly WhisperModel _model = plan.Model;
    private readonly DraftWindows? _drafts = DraftWindows.For(plan);
    private readonly List<Recording> _recordings = [];
    private readonly List<(Recording Recording, IPassage Passage)> _open = [];
    private IEncodedWindows? _windows;
    private int _room;
    private int _next;

    public IReadOnlyList<Transcript> Run(IReadOnlyList<AudioSource> audios)
    {
        var transcripts = new Transcript[audios.Count];
        using var call = new InferenceCall(cancellationToken);
        var opener = new RecordingOpener(plan, call);
        try
        {
            while (true)
            {
                Fill(audios, opener);
                if (_open.Count > 0)
                    Round(call);
                Finish(transcripts);
                if (_next == audios.Count && _recordings.Count == 0)
                    return transcripts;
            }
        }
        finally
        {
            _windows?.Dispose();
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

    private void Round(InferenceCall call)
    {
        Turn[] round = [.. _open.Select(entry => new Turn(entry.Recording, entry.Passage, journal?.Take(entry.Passage.Seek, entry.Passage.Samples)))];
        Turn[] unheard = [.. round.Where(turn => turn.Known is null)];
        Encode(call, unheard);

        long decodeStart = Stopwatch.GetTimestamp();
        DetectLanguages(call, round, unheard);
        IReadOnlyList<DecodedWindow> decoded = unheard.Length == 0 ? []
            : plan.Decoder.Run(call, _windows!, [.. unheard.Select((turn, window) => turn.Passage.Request(window))], _drafts);
        TimeSpan share = Stopwatch.GetElapsedTime(decodeStart) / Math.Max(1, unheard.Length);
        int next = 0;
        foreach (Turn turn in round)
        {
            if (turn.Known is { } known)
            {
                turn.Add(known.Decoded, plan.Aligner is null ? null : known.Times);
                continue;
            }

            RememberedTimes? times = plan.Aligner is { } aligner ? new RememberedTimes(new AlignableWindow(aligner, call, _windows!, next)) : null;
            JournaledWindow window = turn.Describe(decoded[next++]);
            turn.Recording.Watches.Decoder += share;
            turn.Add(window.Decoded, times);
            journal?.Add(window with { Words = times?.Words, Tokens = times?.Tokens });
        }
    }

    private void Encode(InferenceCall call, Turn[] turns)
    {
        if (turns.Length > _room)
        {
            _windows?.Dispose();
            _windows = null;
            _windows = _model.Graphs.CreateWindows(_room = turns.Length, _model.Config.WindowFrames);
        }

        _drafts?.Reserve(turns.Length);
        for (int index = 0; index < turns.Length; index++)
        {
            (Recording recording, IPassage passage) = (turns[index].Recording, turns[index].Passage);
            long start = Stopwatch.GetTimestamp();
            passage.Features.Compute(recording.Audio, passage.Seek, passage.Samples, _windows!.Mel);
            long featuresDone = Stopwatch.GetTimestamp();
            _windows.Encode(call, index);
            _drafts?.Encode(call, index, recording.Audio, passage.Seek, passage.Samples);
            recording.Watches.Features += Stopwatch.GetElapsedTime(start, featuresDone);
            recording.Watches.Encoder += Stopwatch.GetElapsedTime(featuresDone);
        }
    }

    private void DetectLanguages(InferenceCall call, Turn[] round, Turn[] unheard)
    {
        if (!plan.DetectsLanguage)
            return;
        int[] unknown = [.. Enumerable.Range(0, unheard.Length).Where(index => unheard[index].Passage.Language is null)];
        if (unknown.Length > 0)
        {
            // openai-whisper hears a short clip's language with silence behind it, its text with zeros.
            int[] padded = [.. unknown.Where(index => plan.SlicesRecording && unheard[index].Passage.Samples < _model.Features.WindowSamples)];
            EncodeAnew(call, unheard, padded, new WindowsOfTheirOwn(_model.Features));
            foreach ((int index, DetectedLanguage detected) in unknown.Zip(LanguageDetection.Run(plan, call, _windows!, unknown)))
                unheard[index].Detected = detected;
            EncodeAnew(call, unheard, padded, features: null);
        }

        foreach (Turn turn in round.Where(turn => turn.Passage.Language is null))
            turn.TakeLanguage(_model.Tokenizer);
    }

    private void EncodeAnew(InferenceCall call, Turn[] turns, int[] which, IWindowFeatures? features)
    {
        foreach (int index in which)
        {
            IPassage passage = turns[index].Passage;
            (features ?? passage.Features).Compute(turns[index].Recording.Audio, passage.Seek, passage.Samples, _windows!.Mel);
            _windows.Encode(call, index);
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

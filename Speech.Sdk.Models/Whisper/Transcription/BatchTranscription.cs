using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Journal;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// One call: in rounds, the next window of up to BatchSize passages, of one recording or of many, is encoded and decoded together.
/// Recordings are opened one by one as there is room for their passages, so a long list never lies in memory whole. One that cannot be read
/// is dropped where the results take its error; what the others get does not depend on it.
/// </summary>
internal sealed class BatchTranscription(TranscriptionPlan plan, WindowJournal? journal, ITranscriptSink results, CancellationToken cancellationToken)
{
    private readonly WhisperModel _model = plan.Model;
    private readonly DraftWindows? _drafts = DraftWindows.For(plan);
    private readonly List<Recording> _recordings = [];
    private readonly List<(Recording Recording, IPassage Passage)> _open = [];
    private IEncodedWindows? _windows;
    private int _room;
    private int _next;

    public void Run(IReadOnlyList<AudioSource> audios)
    {
        using var call = new InferenceCall(cancellationToken);
        var opener = new RecordingOpener(plan, call);
        try
        {
            while (true)
            {
                Fill(audios, opener);
                if (_open.Count > 0)
                    Round(call);
                Finish();
                if (_next == audios.Count && _recordings.Count == 0)
                    return;
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
            // Recordings without speech fill no batch; they are not all held at once for that.
            while (index == _recordings.Count)
            {
                if (_next == audios.Count || _recordings.Count == plan.Options.BatchSize)
                    return;
                Open(audios[_next], _next++, opener);
            }

            Try(_recordings[index], Begin);
        }
    }

    private void Open(AudioSource audio, int index, RecordingOpener opener)
    {
        results.Begin(index);
        try
        {
            _recordings.Add(opener.Open(audio, index));
        }
        catch (Exception error) when (results.TryFail(index, error))
        {
        }
    }

    private void Begin(Recording recording)
    {
        while (_open.Count < plan.Options.BatchSize && recording.Begin() is { } passage)
            _open.Add((recording, passage));
    }

    /// <summary>Does something that may read a recording; one that cannot be read is out.</summary>
    private bool Try(Recording recording, Action<Recording> read)
    {
        try
        {
            read(recording);
            return true;
        }
        catch (Exception error) when (results.TryFail(recording.Index, error))
        {
            recording.HasFailed = true;
            return false;
        }
    }

    private void Round(InferenceCall call)
    {
        Turn[] open = [.. _open.Where(entry => !entry.Recording.HasFailed)
            .Select(entry => new Turn(entry.Recording, entry.Passage, journal?.Take(entry.Passage.Seek, entry.Passage.Samples)))];
        Turn[] unheard = Encode(call, [.. open.Where(turn => turn.Known is null)]);
        Turn[] round = [.. open.Where(turn => turn.Known is not null || unheard.Contains(turn))];

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
                Try(turn.Recording, _ => turn.Add(known.Decoded, plan.Aligner is null ? null : known.Times));
                continue;
            }

            RememberedTimes? times = plan.Aligner is { } aligner ? new RememberedTimes(new AlignableWindow(aligner, call, _windows!, next)) : null;
            JournaledWindow window = turn.Describe(decoded[next++]);
            turn.Recording.Watches.Decoder += share;
            // A passage reads on to know whether there is more of it.
            Try(turn.Recording, _ => turn.Add(window.Decoded, times));
            journal?.Add(window with { Words = times?.Words, Tokens = times?.Tokens });
        }
    }

    /// <returns>The turns whose windows are encoded, in their order: all but those whose sound cannot be read.</returns>
    private Turn[] Encode(InferenceCall call, Turn[] turns)
    {
        if (turns.Length > _room)
        {
            _windows?.Dispose();
            _windows = null;
            _windows = _model.Graphs.CreateWindows(_room = turns.Length, _model.Config.WindowFrames);
        }

        _drafts?.Reserve(turns.Length);
        List<Turn> encoded = [];
        foreach (Turn turn in turns)
        {
            if (Try(turn.Recording, recording => Encode(call, encoded.Count, recording, turn.Passage)))
                encoded.Add(turn);
        }

        return [.. encoded];
    }

    private void Encode(InferenceCall call, int index, Recording recording, IPassage passage)
    {
        long start = Stopwatch.GetTimestamp();
        passage.Features.Compute(recording.Audio, passage.Seek, passage.Samples, _windows!.Mel);
        long featuresDone = Stopwatch.GetTimestamp();
        _windows.Encode(call, index);
        _drafts?.Encode(call, index, recording.Audio, passage.Seek, passage.Samples);
        recording.Watches.Features += Stopwatch.GetElapsedTime(start, featuresDone);
        recording.Watches.Encoder += Stopwatch.GetElapsedTime(featuresDone);
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

    private void Finish()
    {
        _open.RemoveAll(entry => entry.Passage.Done || entry.Recording.HasFailed);
        for (int index = _recordings.Count - 1; index >= 0; index--)
        {
            Recording recording = _recordings[index];
            bool done = recording.HasFailed || recording.Done;
            if (done && !recording.HasFailed)
                Try(recording, recording => results.Add(recording.Index, recording.ToTranscript()));
            if (!recording.HasFailed)
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

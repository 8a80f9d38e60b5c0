using System.Diagnostics;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A worker's windows as the model hears them, and the draft where there is one. Not thread-safe.</summary>
internal sealed class HeardWindows(TranscriptionPlan plan, CallWorkers workers, InferenceCall call) : IDisposable
{
    private readonly WhisperModel _model = plan.Model;
    private IEncodedWindows? _encoded;
    private int _room;
    private int _frames;

    /// <summary>The encoded windows, once there is room for some.</summary>
    public IEncodedWindows Encoded => _encoded!;

    /// <summary>The windows as the draft hears them; null where there is none.</summary>
    public DraftWindows? Drafts { get; } = DraftWindows.For(plan);

    /// <summary>Makes room for a round of windows; those before are gone.</summary>
    /// <param name="count">How many.</param>
    /// <param name="samples">Samples that the encoder hears with the longest.</param>
    public void Reserve(int count, int samples)
    {
        int frames = _model.Features.Frames(samples);
        if (count > _room || frames > _frames || (frames < _frames && !_model.Graphs.MixesLengths))
        {
            _encoded?.Dispose();
            (_encoded, _room) = (null, 0);
            _encoded = _model.Graphs.CreateWindows(count, frames);
            (_room, _frames) = (count, frames);
        }

        Drafts?.Reserve(count, samples);
    }

    /// <summary>Encodes a turn's window.</summary>
    /// <exception cref="SpeechException">Its sound cannot be read, or the graph failed.</exception>
    public void Encode(Turn turn)
    {
        (Recording recording, IPassage passage) = (turn.Recording, turn.Passage);
        long start = Stopwatch.GetTimestamp();
        passage.Features.Compute(recording.Audio, passage.Seek, passage.Samples, MelOf(turn));
        recording.Watches.Features += Stopwatch.GetElapsedTime(start);
        workers.Compute(() => Encoded.Encode(call, turn.Window), out TimeSpan encoder);
        long draftStart = Stopwatch.GetTimestamp();
        Drafts?.Encode(call, turn.Window, recording.Audio, passage.Seek, passage.Samples);
        recording.Watches.Encoder += encoder + Stopwatch.GetElapsedTime(draftStart);
    }

    /// <summary>Encodes a turn's window again, as other features make it or, where none are given, its own; the draft keeps what it has.</summary>
    public void EncodeAnew(Turn turn, IWindowFeatures? features)
    {
        IPassage passage = turn.Passage;
        (features ?? passage.Features).Compute(turn.Recording.Audio, passage.Seek, passage.Samples, MelOf(turn));
        workers.Compute(() => Encoded.Encode(call, turn.Window), out _);
    }

    public void Dispose()
    {
        _encoded?.Dispose();
        Drafts?.Dispose();
    }

    private Span<float> MelOf(Turn turn) => Encoded.MelOf(_model.Features.Frames(turn.WindowSamples));
}

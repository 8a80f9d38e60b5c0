using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Models.Whisper.Drafting;

/// <summary>A call's windows as the draft hears them, by its own features and encoder. Not thread-safe.</summary>
internal sealed class DraftWindows : IDisposable
{
    private readonly WhisperModel _draft;
    private readonly WindowsOfTheirOwn _features;
    private IEncodedWindows? _windows;
    private int _room;
    private int _frames;

    private DraftWindows(WhisperModel draft)
    {
        _draft = draft;
        _features = new WindowsOfTheirOwn(draft.Features);
    }

    /// <summary>null where no draft is loaded, or the call's options leave it nothing to do: beams, or sampling alone.</summary>
    public static DraftWindows? For(TranscriptionPlan plan) =>
        plan.Model.Draft is { } draft && plan.Options.Decoding.BeamSize == 1 && plan.Options.Fallback.Temperatures.Contains(0) ? new DraftWindows(draft) : null;

    /// <inheritdoc cref="HeardWindows.Reserve"/>
    public void Reserve(int count, int samples)
    {
        int frames = _draft.Features.Frames(samples);
        if (count <= _room && frames == _frames)
            return;
        _windows?.Dispose();
        (_windows, _room) = (null, 0);
        _windows = _draft.Graphs.CreateWindows(count, frames);
        (_room, _frames) = (count, frames);
    }

    public void Encode(InferenceCall call, int index, AudioWindow audio, long start, int samples)
    {
        _features.Compute(audio, start, samples, _windows!.Mel);
        _windows.Encode(call, index);
    }

    /// <summary>The draft's decoder after a window's prompt. One state at a time may be in use.</summary>
    public IWhisperDecoderState Start(InferenceCall call, WindowRequest request) =>
        _windows!.Start(call, [request.Window], [request.Prompt.Tokens], [request.Prompt.StartOfTranscript], rowsPerWindow: 1);

    public void Dispose() => _windows?.Dispose();
}

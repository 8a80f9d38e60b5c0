using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Clips encoded once, a window each, to be decoded as one batch with one set of options after another.</summary>
internal sealed class EncodedClips : IDisposable
{
    private static EncodedClips? _latest;

    private readonly WhisperModel _model;
    private readonly InferenceCall _call = new(CancellationToken.None);
    private readonly IEncodedWindows _windows;

    private EncodedClips(WhisperModel model, IReadOnlyList<string> clips)
    {
        _model = model;
        Clips = clips;
        _windows = model.Graphs.CreateWindows(clips.Count, model.Config.WindowFrames);
        for (int index = 0; index < clips.Count; index++)
        {
            model.Features.Compute(WhisperBase.Samples(clips[index]), model.Features.WindowSamples, _windows.Mel);
            _windows.Encode(_call, index);
        }
    }

    public IReadOnlyList<string> Clips { get; }

    /// <summary>Encodes only where the last caller asked for other clips; the next such caller disposes these.</summary>
    public static EncodedClips Of(WhisperModel model, IReadOnlyList<string> clips)
    {
        if (_latest is not null && _latest._model == model && _latest.Clips.SequenceEqual(clips))
            return _latest;
        Forget();
        return _latest = new EncodedClips(model, clips);
    }

    public static void Forget()
    {
        _latest?.Dispose();
        _latest = null;
    }

    /// <summary>At the first temperature alone, whatever the text is worth. One language a clip, or one for all.</summary>
    public IReadOnlyList<DecodedWindow> Decode(TranscriptionOptions options, params IReadOnlyList<string> languages)
    {
        var plan = new TranscriptionPlan(_model, options with { Fallback = new FallbackOptions { Temperatures = [0] } });
        WindowRequest[] requests =
        [
            .. Clips.Select((_, clip) => new WindowRequest(
                clip, plan.PromptFor(_model.Tokenizer.Languages.Find(languages[clip % languages.Count]), plan.NewHistory(beginsRecording: true).Context(), firstWindow: true), Key: 0)),
        ];
        return plan.Decoder.Run(_call, _windows, requests);
    }

    /// <summary>Each clip's language as it is detected with these options.</summary>
    public IReadOnlyList<DetectedLanguage> Detect(TranscriptionOptions options) =>
        LanguageDetection.Run(new TranscriptionPlan(_model, options), _call, _windows, [.. Enumerable.Range(0, Clips.Count)]);

    /// <summary>The decoder after each clip's prompt, which begins with the start token.</summary>
    public IWhisperDecoderState Start(IReadOnlyList<int[]> prompts, int rowsPerWindow) => _windows.Start(_call, [.. Enumerable.Range(0, Clips.Count)], prompts, new int[Clips.Count], rowsPerWindow);

    public void Dispose()
    {
        _windows.Dispose();
        _call.Dispose();
    }
}

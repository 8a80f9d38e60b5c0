using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Words;

namespace Speech.Sdk.Tests.Whisper.Words;

/// <summary>One window of the base model, encoded to be aligned.</summary>
internal sealed class AlignedWindow : IDisposable
{
    private readonly InferenceCall _call = new(CancellationToken.None);
    private readonly IEncodedWindows _windows = Model.Graphs.CreateWindows(1, Model.Config.WindowFrames);

    // No field: a test that is skipped for want of the model must say so, which a failing type initializer does not.
    private static WhisperModel Model => WhisperBase.Model;

    /// <summary>A window of its own, as transformers hears it.</summary>
    public static AlignedWindow Of(string clip)
    {
        var window = new AlignedWindow();
        Model.Features.Compute(WhisperBase.Samples(clip), Model.Features.WindowSamples, window._windows.Mel);
        window._windows.Encode(window._call, 0);
        return window;
    }

    /// <summary>A window of a recording's log-mel, [mels, stride], with nothing behind the recording, as openai-whisper hears it.</summary>
    public static AlignedWindow Of(float[] mel, int stride, int seek, int frames)
    {
        var window = new AlignedWindow();
        window._windows.Mel.Clear();
        for (int bin = 0; bin < Model.Features.Mels; bin++)
            mel.AsSpan((bin * stride) + seek, frames).CopyTo(window._windows.Mel[(bin * Model.Config.WindowFrames)..]);
        window._windows.Encode(window._call, 0);
        return window;
    }

    public IReadOnlyList<WordTiming> Words(string language, ReadOnlySpan<int> text, int frames) =>
        new WordAligner(Model).Align(_call, _windows, 0, Model.Tokenizer.Languages.Find(language), SpeechTask.Transcribe, text, frames);

    public float[] TokenTimes(int[] prompt, int[] tokens, int frames) =>
        [.. new WordAligner(Model).TimeTokens(_call, _windows, 0, prompt, tokens, ended: true, frames).Select(timing => timing.Time)];

    public void Dispose()
    {
        _windows.Dispose();
        _call.Dispose();
    }
}

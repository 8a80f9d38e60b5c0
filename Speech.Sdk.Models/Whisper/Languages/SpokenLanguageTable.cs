using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.Whisper.Languages;

/// <summary>One recording's languages over time.</summary>
internal sealed class SpokenLanguageTable
{
    private readonly WhisperModel _model;
    private readonly LanguageIdentificationOptions _options;
    private readonly LanguageScores _scores;
    private readonly int _window;
    private readonly int _hop;

    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model.</exception>
    public SpokenLanguageTable(WhisperModel model, LanguageIdentificationOptions options)
    {
        options.Validate();
        _model = model;
        _options = options;
        _scores = new LanguageScores(model, options.AllowedLanguages);
        (_window, _hop) = WindowLength.Samples(options.Window, options.Hop, model.Features.WindowSamples, model.Features.SampleRate);
    }

    public SpokenLanguages Read(AudioSource audio, CancellationToken cancellationToken)
    {
        using var call = new InferenceCall(cancellationToken);
        ScoredRecording recording = new WindowedScoring(_scores, _window, _hop, _options.Progress, call).Run([audio])[0];
        IReadOnlyList<(long Start, long End, float[] Probabilities)> windows = recording.Scores.Probabilities();
        return new SpokenLanguages
        {
            Spans = LanguageSpans.Join(windows, _scores.Labels, _scores.SampleRate),
            Languages = LanguageSpans.Rank(WindowScores.Mean(windows), _scores.Labels),
            Duration = TimeSpan.FromSeconds((double)recording.Samples / _scores.SampleRate),
            Model = _model.Name,
            ExecutionProvider = _model.Graphs.Provider,
            Warnings = recording.Warnings,
        };
    }
}

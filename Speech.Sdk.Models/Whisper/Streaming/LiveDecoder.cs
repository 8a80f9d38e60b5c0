using System.Diagnostics;
using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>
/// Decodes a stretch of live audio whose beginning has its text already: that text is fed, so that what is written goes on from it
/// and cannot contradict it. Windows are as short as the audio and some silence, which is what makes hearing it again and again affordable.
/// </summary>
internal sealed class LiveDecoder : IDisposable
{
    private readonly TranscriptionPlan _plan;
    private readonly InferenceCall _call;
    private readonly WordAligner _aligner;
    private readonly WindowDecoder[] _decoders;
    private IEncodedWindows? _windows;
    private int _frames;
    private WhisperLanguage? _language;
    private Settled _settled;

    /// <exception cref="InvalidOptionException">The model cannot time words.</exception>
    public LiveDecoder(TranscriptionPlan plan, InferenceCall call)
    {
        _plan = plan;
        _call = call;
        _aligner = new WordAligner(plan.Model);
        _language = plan.Language;
        // Text that goes on may end at once, which a window's text may not.
        WhisperModel goesOn = plan.Model with { Config = plan.Model.Config with { BeginSuppressTokens = [] } };
        TranscriptionOptions quick = plan.Options with { Fallback = plan.Options.Fallback with { Temperatures = [plan.Options.Fallback.Temperatures[0]] } };
        _decoders = [.. from options in new[] { quick, plan.Options } from model in new[] { plan.Model, goesOn } select new WindowDecoder(model, options, plan.Rules)];
    }

    /// <summary>The call's options.</summary>
    public TranscriptionPlan Plan => _plan;

    /// <summary>Tokens of committed text that a window may begin with; more leaves too little room for what follows.</summary>
    public int LongestText => _plan.Model.Config.TargetPositions / 2;

    /// <summary>The language: the caller's, or what was detected last.</summary>
    public WhisperLanguage? Language => _language;

    public IReadOnlyList<LanguageProbability> LanguageProbabilities { get; private set; } = [];

    /// <summary>Whether the language is no guess: given, settled, or more likely than all others together.</summary>
    public bool KnowsLanguage => _plan.Language is not null || !_plan.DetectsLanguage || _settled != Settled.Not || IsLikely;

    /// <summary>Above this probability a language is no guess.</summary>
    public double Likely { get; init; } = 0.5;

    private bool IsLikely => LanguageProbabilities.Count > 0 && LanguageProbabilities[0].Probability > Likely;

    public Stopwatches Watches { get; } = new();

    /// <param name="audio">At most a window.</param>
    /// <param name="start">Where it begins, in samples of the stream.</param>
    /// <param name="context">Tokens of the text before it.</param>
    /// <param name="committed">Tokens of the text that it is known to begin with.</param>
    /// <param name="thorough">Whether doubtful text is tried again at the caller's temperatures.</param>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public LiveHypothesis Decode(ReadOnlySpan<float> audio, long start, IReadOnlyList<int> context, IReadOnlyList<int> committed, bool thorough)
    {
        IEncodedWindows windows = Encode(audio);
        long decodeStart = Stopwatch.GetTimestamp();
        if (_plan.DetectsLanguage && _settled == Settled.Not)
            (_language, LanguageProbabilities) = LanguageDetection.Run(_plan, _call, windows, [0])[0];
        WindowPrompt begin = _plan.PromptFor(_language, Latest(context, committed.Count), firstWindow: false);
        WindowPrompt prompt = new([.. begin.Tokens, .. committed], begin.StartOfTranscript, committed);
        WindowDecoder decoder = _decoders[(thorough ? 2 : 0) + (committed.Count > 0 ? 1 : 0)];
        DecodedWindow window = decoder.Run(_call, windows, [new WindowRequest(0, prompt, RandomNumbers.Key(_plan.Options.Fallback.Seed, start))])[0];

        WhisperTokenizer tokenizer = _plan.Model.Tokenizer;
        int[] text = [.. window.Tokens.Where(token => token < tokenizer.Special.EndOfText)];
        Watches.Add(window);
        window = window with { Tokens = text, CompressionRatio = CompressionRatio.Of(tokenizer.Decode(text).Trim()) };
        IReadOnlyList<LiveWord> words = text.Length > committed.Count ? Words(windows, text, committed.Count, audio.Length, start) : [];
        Watches.Decoder += Stopwatch.GetElapsedTime(decodeStart);
        return new LiveHypothesis(words, window, LiveHypothesis.Judge(_plan.Options.Fallback, window));
    }

    /// <summary>Text was committed: the language is no longer detected; where it is a guess, only until the utterance ends.</summary>
    public void SettleLanguage()
    {
        if (_settled == Settled.Not)
            _settled = IsLikely ? Settled.ForTheStream : Settled.ForTheUtterance;
    }

    /// <summary>Somebody speaks anew, maybe another language than was guessed.</summary>
    public void BeginUtterance() => _settled = _settled == Settled.ForTheStream ? _settled : Settled.Not;

    public void Dispose() => _windows?.Dispose();

    /// <summary>As much of the context as leaves a quarter of the positions to what is written.</summary>
    private IReadOnlyList<int> Latest(IReadOnlyList<int> context, int committed)
    {
        // Start-of-previous token, start sequence.
        const int special = 5;
        int room = Math.Max(0, (_plan.Model.Config.TargetPositions * 3 / 4) - special - committed);
        return [.. context.Skip(context.Count - room)];
    }

    private IEncodedWindows Encode(ReadOnlySpan<float> audio)
    {
        long start = Stopwatch.GetTimestamp();
        int length = WindowLength.Of(audio.Length, WindowLength.LiveSilence, _plan.Model.Features);
        int frames = _plan.Model.Features.Frames(length);
        if (frames != _frames)
        {
            _windows?.Dispose();
            _windows = null;
            _windows = _plan.Model.Graphs.CreateWindows(1, frames);
            _frames = frames;
        }

        _plan.Model.Features.Compute(audio, length, _windows!.Mel);
        long featuresDone = Stopwatch.GetTimestamp();
        _windows.Encode(_call, 0);
        Watches.Features += Stopwatch.GetElapsedTime(start, featuresDone);
        Watches.Encoder += Stopwatch.GetElapsedTime(featuresDone);
        return _windows;
    }

    /// <summary>The words after the committed tokens; of one that these begin, the rest.</summary>
    private List<LiveWord> Words(IEncodedWindows windows, int[] text, int committed, int samples, long start)
    {
        double seconds = (double)samples / _plan.Model.Features.SampleRate;
        double offset = (double)start / _plan.Model.Features.SampleRate;
        IReadOnlyList<WordTiming> timings = _aligner.Align(_call, windows, 0, _language, _plan.Options.Task, text, _plan.Model.Features.Frames(samples));
        WordSegment segment = new(offset, offset + seconds, text.Length);
        List<LiveWord> words = [];
        int token = 0;
        foreach (WordTiming word in SegmentWords.Add([segment], timings, offset, offset)[0].Words)
        {
            int first = token;
            token += word.Tokens;
            if (token <= committed)
                continue;
            int own = Math.Max(first, committed);
            words.Add(new LiveWord(
                own == first ? word.Text : _plan.Model.Tokenizer.Decode(text.AsSpan(own, token - own)), text[own..token],
                TimeSpan.FromSeconds(word.Start), TimeSpan.FromSeconds(word.End), word.Probability));
        }

        return words;
    }

    private enum Settled
    {
        Not,
        ForTheUtterance,
        ForTheStream,
    }
}

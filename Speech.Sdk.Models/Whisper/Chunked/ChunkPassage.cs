using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>
/// A chunk that is decoded from its beginning to its end, in more than one window where a text is cut off (transformers'
/// <c>generate</c> on a clip of its own), and keeps its tokens to be merged with its neighbours'.
/// </summary>
internal sealed class ChunkPassage : IPassage
{
    private readonly TranscriptionPlan _plan;
    private readonly SampleRange _range;
    private readonly SampleRange _own;
    private readonly bool _beginsRecording;
    private readonly int[] _context;
    private readonly List<ChunkToken> _tokens = [];

    /// <param name="plan">The call's options.</param>
    /// <param name="range">The chunk in the recording.</param>
    /// <param name="left">Samples that it shares with the chunk before.</param>
    /// <param name="right">Samples that it shares with the chunk after.</param>
    /// <param name="beginsRecording">Whether no chunk comes before it.</param>
    public ChunkPassage(TranscriptionPlan plan, SampleRange range, long left, long right, bool beginsRecording)
    {
        _plan = plan;
        _range = range;
        _own = new SampleRange(range.Start + left, range.End - right);
        _beginsRecording = beginsRecording;
        _context = plan.NewHistory(beginsRecording).Context();
        Features = new WindowsOfAChunk(plan.Model.Features, range.Start, (int)range.Length);
        Stride = new ChunkStride(Seconds(range.Length), Seconds(left), Seconds(right));
        Seek = range.Start;
    }

    public long Seek { get; private set; }

    public int Samples => (int)(_range.End - Seek);

    // Less than a frame is nothing to hear.
    public bool Done => Samples <= 0 || (Seek > _range.Start && Samples < _plan.Model.Features.Hop);

    public WhisperLanguage? Language { get; set; }

    public bool HasText => _tokens.Count > 0;

    // Nobody looks for speech in chunks.
    public bool HasHardlyAnySpeech => false;

    public IWindowFeatures Features { get; }

    /// <summary>What became of the part that the chunk does not share with the ones around it.</summary>
    public CoverageLedger Coverage { get; } = new();

    public long End => _range.End;

    public ChunkStride Stride { get; }

    /// <summary>What was written, the language before it.</summary>
    public IReadOnlyList<ChunkToken> Tokens => Language is { } language ? [new ChunkToken(_plan.Model.Tokenizer.Languages.Token(language)), .. _tokens] : _tokens;

    public WindowRequest Request(int window) => new(window, Prompt(), RandomNumbers.Key(_plan.Options.Fallback.Seed, Seek));

    public void Add(DecodedWindow decoded, IWindowTimes? times)
    {
        if (_plan.Refusal(decoded) is { } refusal)
        {
            MoveOn(_range.End, refusal.Kind, refusal.Reason);
            return;
        }

        TimeSpan length = TimeSpan.FromSeconds(Seconds(Samples));
        TimeSpan advance = length;
        int kept = decoded.Tokens.Count;
        if (_plan.Options.Timestamps)
            kept = SegmentSplitter.Split(_plan.Model.Tokenizer, decoded.Tokens, length, out advance).Sum(piece => piece.Tokens.Count + (piece.NextStart is null ? 0 : 1));
        Keep(decoded, kept, times);
        bool heardToTheEnd = advance >= length;
        MoveOn(
            heardToTheEnd ? _range.End : Seek + (long)Math.Round(advance.TotalSeconds * _plan.Model.Features.SampleRate),
            CoverageKind.Transcribed,
            heardToTheEnd && !decoded.Ended ? $"the text stops at the limit of {decoded.Tokens.Count} tokens" : null);
    }

    /// <summary>Keeps the first tokens: those of complete segments and the time token after them, which tells that the text was cut off.</summary>
    private void Keep(DecodedWindow decoded, int count, IWindowTimes? times)
    {
        var heard = new ChunkWindow(decoded, TimeSpan.FromSeconds(Seconds(Seek)));
        double offset = Seconds(Seek - _range.Start);
        IReadOnlyList<TokenTiming>? timed = times is null ? null : Time(times, decoded);
        for (int index = 0; index < count; index++)
        {
            TokenTiming timing = timed?[index] ?? default;
            _tokens.Add(new ChunkToken(decoded.Tokens[index], offset + timing.Time, timing.Probability, heard));
        }
    }

    private IReadOnlyList<TokenTiming> Time(IWindowTimes times, DecodedWindow decoded)
    {
        WindowPrompt prompt = Prompt();
        return times.TimeTokens(prompt.Tokens.AsSpan(0, prompt.Tokens.Length - prompt.Prefix.Count), [.. decoded.Tokens], decoded.Ended, Math.Max(1, Samples / _plan.Model.Features.Hop));
    }

    private WindowPrompt Prompt() => _plan.PromptFor(Language, _context, _beginsRecording && Seek == _range.Start);

    private void MoveOn(long next, CoverageKind kind, string? reason)
    {
        Coverage.Add(Math.Max(Seek, _own.Start), Math.Min(next, _own.End), kind, reason);
        Seek = next;
        if (Done)
            Coverage.Extend(_own.End);
    }

    private double Seconds(long samples) => (double)samples / _plan.Model.Features.SampleRate;
}

using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Models.KyutaiStt.Words;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Tests.Tokens.SentencePiece;
using Speech.Sdk.Tokens.SentencePiece;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>A model that writes a script, a token a step, whatever it hears. '0' is a word mark, '_' padding, anything else a piece; padding follows the script.</summary>
internal sealed class ScriptedModel(string script) : ITextSteps, IRecordingEncoder
{
    public const int FrameSamples = 1920;

    private static readonly SentencePieceTokenizer Tokenizer = LoadTokenizer();

    private readonly int[] _script = [.. script.Split(' ').Select(Id)];
    private readonly List<int> _steps = [];
    private readonly List<bool> _fed = [];
    private int _encoders;

    /// <summary>Each step's probabilities of a pause, of which there are four heads; null: the model has none.</summary>
    public Func<int, float[]>? Heads { get; init; }

    public double Delay { get; init; } = 0.5;

    public double Prefix { get; init; }

    /// <summary>Called in every step.</summary>
    public Action Stepping { get; set; } = () => { };

    /// <summary>Called before a stream's state is written.</summary>
    public Action Saving { get; init; } = () => { };

    /// <summary>Recordings' encoders that were not disposed.</summary>
    public int Encoders => _encoders;

    public int PauseHeads => Heads is null ? 0 : 4;

    int IStreamRows.Count => _steps.Count;

    public KyutaiSttModel Load(int maxStreams = 4)
    {
        KyutaiSttTiming timing = new(24_000, FrameSamples, (int)(Prefix * 24_000), Delay);
        return new KyutaiSttModel
        {
            Name = "scripted", Precision = "fp32", Provider = ExecutionProvider.Cpu, Timing = timing, MaxStreams = maxStreams, Codebooks = 1,
            Pool = new StreamPool(new Codec(), this, 0, 0, maxStreams),
            Horizons = Heads is null ? [] : [.. new[] { 0.5, 1, 2, 3 }.Select(TimeSpan.FromSeconds)],
            RecordingEncoder = () =>
            {
                Interlocked.Increment(ref _encoders);
                return this;
            },
            Timeline = () => new WordTimeline(Tokenizer, timing.Clock, new TextIds()),
            IsText = id => id > 3,
            Hash = new byte[32],
        };
    }

    void IRecordingEncoder.Encode(ReadOnlySpan<float> audio, Span<long> codes, CancellationToken cancellationToken) => codes.Clear();

    void IDisposable.Dispose() => Interlocked.Decrement(ref _encoders);

    void IStreamRows.Add()
    {
        _steps.Add(0);
        _fed.Add(false);
    }

    void IStreamRows.RemoveAt(int row)
    {
        (_steps[row], _fed[row]) = (_steps[^1], _fed[^1]);
        _steps.RemoveAt(_steps.Count - 1);
        _fed.RemoveAt(_fed.Count - 1);
    }

    void IStreamRows.Save(int row, BinaryWriter target)
    {
        Saving();
        target.Write(_steps[row]);
    }

    void IStreamRows.Restore(int row, BinaryReader source) => _steps[row] = source.ReadInt32();

    void ITextSteps.Feed(int row, long text, ReadOnlySpan<long> codes) => _fed[row] = true;

    void ITextSteps.Step(CancellationToken cancellationToken)
    {
        Stepping();
        for (int row = 0; row < _steps.Count; row++)
        {
            _steps[row] += _fed[row] ? 1 : 0;
            _fed[row] = false;
        }
    }

    TextToken ITextSteps.Token(int row) => new(_steps[row] <= _script.Length ? _script[_steps[row] - 1] : 3, MathF.Log(0.5f));

    ReadOnlySpan<float> ITextSteps.Pauses(int row) => Heads is { } heads ? heads(_steps[row] - 1) : [];

    private static int Id(string piece) => piece switch
    {
        "0" => 0,
        "_" => 3,
        _ => Tokenizer.Find(piece) is >= 0 and var id ? id : throw new ArgumentException($"There is no piece {piece}."),
    };

    private static SentencePieceTokenizer LoadTokenizer()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("tokenizer.model"), TinyModels.UnigramBytes.Write());
        return SentencePieceTokenizer.Load(folder.File("tokenizer.model"));
    }

    /// <summary>Hears nothing.</summary>
    private sealed class Codec : IFrameEncoder
    {
        private readonly float[] _audio = new float[16 * ScriptedModel.FrameSamples];

        public int Count { get; private set; }

        public int FrameSamples => ScriptedModel.FrameSamples;

        public int Codebooks => 1;

        public void Add() => Count++;

        public void RemoveAt(int row) => Count--;

        public void Save(int row, BinaryWriter target)
        {
        }

        public void Restore(int row, BinaryReader source)
        {
        }

        public Span<float> Audio(int row) => _audio.AsSpan(row * FrameSamples, FrameSamples);

        public void Step(ReadOnlySpan<bool> rows, CancellationToken cancellationToken)
        {
        }

        public ReadOnlySpan<long> Codes(int row) => [0];

        public void Dispose()
        {
        }
    }
}

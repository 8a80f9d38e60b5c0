using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>
/// The probability of speech in every 512 samples of one recording or stream at 16 kHz, which is fed in blocks of any length.
/// Not thread-safe; of no more use after a call that threw.
/// </summary>
internal sealed class SpeechProbabilities : IDisposable
{
    private readonly SileroRun _run;
    private readonly SharedUse _use;
    private readonly float[] _context = new float[SileroRun.ContextLength];
    private int _rows;
    private int _filled;
    private bool _ended;
    private bool _disposed;

    /// <summary>Owns the run; leaves the use, which its maker entered, when disposed.</summary>
    public SpeechProbabilities(SileroRun run, SharedUse use)
    {
        _run = run;
        _use = use;
    }

    /// <summary>Samples fed so far.</summary>
    public long Samples { get; private set; }

    /// <summary>Appends the probabilities of the windows that have become complete, as soon as there are enough for a call of the graph.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public void Feed(ReadOnlySpan<float> samples, InferenceCall call, List<float> probabilities)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        Samples += samples.Length;
        while (!samples.IsEmpty)
        {
            Span<float> rest = Row()[(SileroRun.ContextLength + _filled)..];
            int count = Math.Min(samples.Length, rest.Length);
            samples[..count].CopyTo(rest);
            samples = samples[count..];
            _filled += count;
            if (count == rest.Length)
                EndRow(call, probabilities);
        }
    }

    /// <summary>Appends the probabilities that are still due; a last, short window is padded with zeros.</summary>
    /// <inheritdoc cref="Feed" path="/exception"/>
    public void Finish(InferenceCall call, List<float> probabilities)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (_filled > 0)
        {
            Row()[(SileroRun.ContextLength + _filled)..].Clear();
            EndRow(call, probabilities);
        }

        if (_rows > 0)
            Run(call, probabilities);
        _ended = true;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = _ended = true;
        _run.Dispose();
        _use.Leave();
    }

    private Span<float> Row() => _run.Rows.Slice(_rows * SileroRun.RowLength, SileroRun.RowLength);

    private void EndRow(InferenceCall call, List<float> probabilities)
    {
        Span<float> row = Row();
        _context.CopyTo(row);
        row[^SileroRun.ContextLength..].CopyTo(_context);
        _filled = 0;
        _rows++;
        if (_rows == _run.Capacity)
            Run(call, probabilities);
    }

    private void Run(InferenceCall call, List<float> probabilities)
    {
        probabilities.AddRange(_run.Run(call, _rows));
        _rows = 0;
    }
}

using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>The step that streams share, codec and language model, and their rows in both. For one thread at a time.</summary>
internal sealed class StreamSteps(IFrameEncoder encoder, ITextSteps text, long initialCode) : IDisposable
{
    private readonly RowTable _heard = new(encoder);
    private readonly RowTable _written = new(text);
    private readonly long[] _initialCodes = [.. Enumerable.Repeat(initialCode, encoder.Codebooks)];
    private readonly List<PooledStream> _stepping = [];
    private bool[] _encoding = new bool[16];

    public int Count => _written.Count;

    public bool AnyReady
    {
        get
        {
            for (int row = 0; row < _written.Count; row++)
            {
                if (_written[row].IsReady)
                    return true;
            }

            return false;
        }
    }

    public void Add(PooledStream stream)
    {
        _written.Add(stream);
        if (!stream.Hears)
            return;
        _heard.Add(stream);
        if (_heard.Count > _encoding.Length)
            Array.Resize(ref _encoding, 2 * _encoding.Length);
    }

    /// <summary>Removes a stream's rows, unless they are gone.</summary>
    public void Remove(PooledStream stream)
    {
        _heard.Remove(stream);
        _written.Remove(stream);
    }

    /// <summary>Chooses the streams that the next step takes: all that have a frame.</summary>
    public void Choose()
    {
        _stepping.Clear();
        for (int row = 0; row < _written.Count; row++)
        {
            if (_written[row].IsReady)
                _stepping.Add(_written[row]);
        }
    }

    /// <summary>Steps over a frame of each stream that was chosen. Whatever fails is told to the streams that were in it, which leave.</summary>
    public void Run()
    {
        try
        {
            Encode();
        }
#pragma warning disable CA1031 // Those who wait for the step are to hear of it, whatever it is.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure, encoded: true);
        }

        try
        {
            Write();
        }
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure, encoded: false);
        }
    }

    public void Save(PooledStream stream, BinaryWriter target)
    {
        target.Write(stream.LastToken);
        text.Save(Row(_written, stream), target);
        if (stream.Hears)
            encoder.Save(Row(_heard, stream), target);
    }

    public void Restore(PooledStream stream, BinaryReader source)
    {
        stream.Resume(source.ReadInt64());
        text.Restore(Row(_written, stream), source);
        if (stream.Hears)
            encoder.Restore(Row(_heard, stream), source);
    }

    public void Dispose()
    {
        encoder.Dispose();
        text.Dispose();
    }

    private static int Row(RowTable table, PooledStream stream) => table.RowOf(stream) is >= 0 and var row ? row
        : throw new InvalidOperationException("The stream has left.", stream.Failure);

    private void Encode()
    {
        Span<bool> rows = _encoding.AsSpan(0, _heard.Count);
        rows.Clear();
        foreach (PooledStream stream in _stepping)
        {
            if (stream.Turn.Kind != FrameKind.Audio)
                continue;
            int row = _heard.RowOf(stream);
            stream.Turn.Audio.Span.Slice(stream.Done * encoder.FrameSamples, encoder.FrameSamples).CopyTo(encoder.Audio(row));
            rows[row] = true;
        }

        if (rows.Contains(true))
            encoder.Step(rows, CancellationToken.None);
    }

    private void Write()
    {
        if (_stepping.Count == 0)
            return;
        foreach (PooledStream stream in _stepping)
            text.Feed(_written.RowOf(stream), stream.LastToken, Codes(stream));
        text.Step(CancellationToken.None);
        foreach (PooledStream stream in _stepping)
        {
            int row = _written.RowOf(stream);
            stream.Accept(text.Token(row), text.Pauses(row));
        }
    }

    private ReadOnlySpan<long> Codes(PooledStream stream) => stream.Turn.Kind switch
    {
        FrameKind.Audio => encoder.Codes(_heard.RowOf(stream)),
        FrameKind.Codes => stream.Turn.Codes.Span.Slice(stream.Done * encoder.Codebooks, encoder.Codebooks),
        _ => _initialCodes,
    };

    // Their states may be half a step ahead of themselves.
    private void Fail(Exception failure, bool encoded)
    {
        for (int index = _stepping.Count - 1; index >= 0; index--)
        {
            PooledStream stream = _stepping[index];
            if (encoded && stream.Turn.Kind != FrameKind.Audio)
                continue;
            _stepping.RemoveAt(index);
            Remove(stream);
            stream.Fail(failure);
        }
    }
}

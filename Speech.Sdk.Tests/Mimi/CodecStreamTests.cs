using System.Text.Json.Nodes;
using Speech.Sdk.Models.KyutaiStt.Codec;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>What streams of random codecs are promised: the same bits however they are fed, and whoever is fed along with them.</summary>
internal sealed class CodecStreamTests
{
    private const int Frame = 1920;

    /// <summary>Reaches behind the window of 250 columns.</summary>
    private const int Frames = 150;

    private static readonly float[] Sound = RandomMimi.Sound(Frames);

    private TemporaryFolder _folder = null!;
    private ExportedCodec _codec = null!;
    private long[] _codes = null!;
    private byte[] _end = null!;

    [OneTimeSetUp]
    public void Encode()
    {
        _folder = new TemporaryFolder();
        _codec = ExportedCodec.OfFolder(RandomMimi.Write(_folder.Combine("checkpoint"), RandomMimi.Small));
        using var encoder = new FrameEncoder(_codec.Step);
        encoder.Add();
        _codes = [.. Enumerable.Range(0, Frames).SelectMany(frame => Next(encoder, 0, frame))];
        _end = SavedStream.Of(encoder);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _codec.Dispose();
        _folder.Dispose();
    }

    [TestCase(1, TestName = "one frame a run")]
    [TestCase(7, TestName = "parts that divide nothing")]
    [TestCase(Frames, TestName = "all at once")]
    public void Recording_InAnyParts_EndsInTheBitsOfSteps(int framesPerCall)
    {
        using var encoder = new RecordingEncoder(_codec.Recording);
        var codes = new long[_codes.Length];
        for (int first = 0; first < Frames; first += framesPerCall)
        {
            int count = Math.Min(framesPerCall, Frames - first);
            encoder.Encode(Sound.AsSpan(first * Frame, count * Frame), codes.AsSpan(first * encoder.Codebooks, count * encoder.Codebooks), default);
        }

        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.EqualTo(_codes));
            Assert.That(SavedStream.Of(encoder), Is.EqualTo(_end));
            Assert.That(codes.Distinct().Count(), Is.GreaterThan(20), "The sound should reach many entries, or the comparison shows little.");
        });
    }

    [Test]
    public void Step_RowsThatJoinLeaveAndPause_DoNotDisturbARow()
    {
        using var encoder = new FrameEncoder(_codec.Step);
        encoder.Add();
        encoder.Add();
        int row = 1;
        List<long> codes = [];
        for (int frame = 0; frame < Frames; frame++)
        {
            if (frame is 10 or 20 or 30)
                encoder.Add();
            if (frame == 40)
            {
                // The last row takes the removed one's number; ours is neither.
                encoder.RemoveAt(0);
            }

            if (frame == 60)
            {
                // Ours becomes the last row, and then takes the first one's number.
                encoder.RemoveAt(3);
                encoder.RemoveAt(2);
                encoder.RemoveAt(0);
                row = 0;
            }

            for (int other = 0; other < encoder.Count; other++)
                RandomMimi.Sound(1, seed: frame + other).CopyTo(encoder.Audio(other));
            bool[] rows = [.. Enumerable.Range(0, encoder.Count).Select(other => other == row || (frame + other) % 3 == 0)];
            // A step in which ours has no frame goes by without a trace.
            if (frame % 4 == 0 && encoder.Count > 1)
                encoder.Step([.. rows.Select((_, other) => other != row)], default);
            Sound.AsSpan(frame * Frame, Frame).CopyTo(encoder.Audio(row));
            encoder.Step(rows, default);
            codes.AddRange(encoder.Codes(row));
        }

        Assert.That(codes, Is.EqualTo(_codes));
    }

    [Test]
    public void Restore_InAnotherEncoder_GoesOnAsIfNothingWere()
    {
        using var first = new FrameEncoder(_codec.Step);
        first.Add();
        for (int frame = 0; frame < 20; frame++)
            Next(first, 0, frame);
        byte[] saved = SavedStream.Of(first);

        using var second = new FrameEncoder(_codec.Step);
        second.Add();
        second.Add();
        Next(second, 1, 0);
        SavedStream.Restore(second, 1, saved);
        long[] codes = [.. Enumerable.Range(20, Frames - 20).SelectMany(frame => Next(second, 1, frame))];
        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.EqualTo(_codes[^codes.Length..]));
            Assert.That(SavedStream.Of(second, 1), Is.EqualTo(_end));
        });
    }

    [Test]
    public void Restore_WhatIsNotThisCodecs_Throws()
    {
        using var encoder = new FrameEncoder(_codec.Step);
        encoder.Add();
        Assert.Multiple(() =>
        {
            Assert.That(() => SavedStream.Restore(encoder, 0, _end[..^1]), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => SavedStream.Restore(encoder, 0, [1, .. _end[1..]]), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => SavedStream.Restore(encoder, 0, SavedStream.Forward(_end, 1)), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => SavedStream.Restore(encoder, 0, SavedStream.Forward(_end, -4 * Frames)), Throws.TypeOf<InvalidDataException>());
        });
    }

    [Test]
    public void Restore_ARecordingsState_GoesOnLive()
    {
        using var recording = new RecordingEncoder(_codec.Recording);
        recording.Encode(Sound.AsSpan(0, 130 * Frame), new long[130 * recording.Codebooks], default);
        using var stream = new FrameEncoder(_codec.Step);
        stream.Add();
        SavedStream.Restore(stream, 0, SavedStream.Of(recording));
        long[] codes = [.. Enumerable.Range(130, Frames - 130).SelectMany(frame => Next(stream, 0, frame))];
        Assert.That(codes, Is.EqualTo(_codes[^codes.Length..]));
    }

    [Test]
    public void Step_AfterYears_HearsAsAtTheBeginning()
    {
        using var encoder = new FrameEncoder(_codec.Step);
        encoder.Add();
        encoder.Add();
        // Three years of columns, a whole number of turns of the rings.
        SavedStream.Restore(encoder, 1, SavedStream.Forward(SavedStream.Of(encoder), 252L * 10_000_000));
        // Until both layers have windows that know nothing of what came before.
        const int settled = 2 * 130;
        for (int frame = 0; frame < settled + 20; frame++)
        {
            for (int row = 0; row < 2; row++)
                Sound.AsSpan(frame % Frames * Frame, Frame).CopyTo(encoder.Audio(row));
            encoder.Step([true, true], default);
            if (frame < settled)
                continue;
            // What is left is rounding, as between any two implementations.
            float[][] late = SavedStream.LastColumns(SavedStream.Of(encoder, 1), RandomMimi.SmallWidth);
            Assert.That(late, Is.EqualTo(SavedStream.LastColumns(SavedStream.Of(encoder, 0), RandomMimi.SmallWidth)).Within(2e-5f), $"frame {frame}");
        }
    }

    [Test]
    public void Step_OverEveryStretchOfManyRows_KeepsSomeBound()
    {
        const int rows = 24;
        using var encoder = new FrameEncoder(_codec.Step);
        for (int row = 0; row < rows; row++)
            encoder.Add();
        for (int first = 0; first < rows; first++)
        {
            for (int last = first; last < rows; last++)
            {
                encoder.Step([.. Enumerable.Range(0, rows).Select(row => row == first || row == last)], default);
                Assert.That(encoder.Bindings, Is.InRange(1, FrameEncoder.MostBindings));
            }
        }
    }

    [Test]
    public void Step_AfterWarmUp_AllocatesNothing()
    {
        using var encoder = new FrameEncoder(_codec.Step);
        encoder.Add();
        encoder.Add();
        bool[] rows = [true, true];
        using var source = new CancellationTokenSource();
        for (int i = 0; i < 3; i++)
            encoder.Step(rows, source.Token);
        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 20; i++)
                encoder.Step(rows, source.Token);
        });
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Step_Cancelled_ThrowsAndLeavesTheStreamAsItWas()
    {
        using var encoder = new FrameEncoder(_codec.Step);
        encoder.Add();
        Next(encoder, 0, 0);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(() => encoder.Step([true], source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Next(encoder, 0, 1), Is.EqualTo(_codes[encoder.Codebooks..(2 * encoder.Codebooks)]));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Encode_InPartsThatThreadsShare_EndsInTheSameBits(int threads)
    {
        using var folder = new TemporaryFolder();
        JsonObject config = RandomMimi.Small;
        // Wide enough that ONNX Runtime splits products and activations among threads.
        config["num_filters"] = 32;
        using ExportedCodec codec = ExportedCodec.OfFolder(RandomMimi.Write(folder.Combine("checkpoint"), config), threads);
        const int frames = 5;
        byte[] Record(int framesPerCall)
        {
            using var encoder = new RecordingEncoder(codec.Recording);
            for (int first = 0; first < frames; first += framesPerCall)
            {
                int count = Math.Min(framesPerCall, frames - first);
                encoder.Encode(Sound.AsSpan(first * Frame, count * Frame), new long[count * encoder.Codebooks], default);
            }

            return SavedStream.Of(encoder);
        }

        byte[] Stream(int rows)
        {
            using var encoder = new FrameEncoder(codec.Step);
            for (int row = 0; row < rows; row++)
                encoder.Add();
            for (int frame = 0; frame < frames; frame++)
            {
                for (int row = 0; row < rows; row++)
                    Sound.AsSpan((frame + (7 * row)) * Frame, Frame).CopyTo(encoder.Audio(row));
                encoder.Step([.. Enumerable.Repeat(true, rows)], default);
            }

            return SavedStream.Of(encoder);
        }

        byte[] expected = Stream(1);
        Assert.Multiple(() =>
        {
            Assert.That(Stream(3).AsSpan().SequenceEqual(expected), "three streams");
            Assert.That(Record(frames).AsSpan().SequenceEqual(expected), "one part");
            Assert.That(Record(2).AsSpan().SequenceEqual(expected), "parts of two frames");
        });
    }

    [TestCase(5)]
    [TestCase(6)]
    [TestCase(250)]
    public void Attention_OfAWindow_SeesSoManyColumns(int window)
    {
        using var folder = new TemporaryFolder();
        JsonObject config = RandomMimi.Small;
        (config["num_hidden_layers"], config["sliding_window"]) = (1, window);
        using ExportedCodec codec = ExportedCodec.OfFolder(RandomMimi.Write(folder.Combine("checkpoint"), config));
        using var encoder = new FrameEncoder(codec.Step);
        encoder.Add();
        encoder.Add();
        // The two rows hear different sounds in their first frame, which reaches the transformer's first six columns.
        const int lastTouched = 5;
        int lastDifferent = -1;
        for (int frame = 0; frame < (window / 2) + 10; frame++)
        {
            for (int row = 0; row < 2; row++)
                (frame == 0 ? RandomMimi.Sound(1, seed: row) : Sound.AsSpan(frame * Frame, Frame)).CopyTo(encoder.Audio(row));
            encoder.Step([true, true], default);
            float[][][] columns = [.. Enumerable.Range(0, 2).Select(row => SavedStream.LastColumns(SavedStream.Of(encoder, row), RandomMimi.SmallWidth))];
            for (int column = 0; column < 2; column++)
            {
                if (!columns[0][column].SequenceEqual(columns[1][column]))
                    lastDifferent = (2 * frame) + column;
            }
        }

        Assert.That(lastDifferent, Is.EqualTo(lastTouched + window - 1));
    }

    private static long[] Next(FrameEncoder encoder, int row, int frame) => ExportedCodec.NextFrame(encoder, row, Sound.AsSpan(frame * Frame, Frame));
}

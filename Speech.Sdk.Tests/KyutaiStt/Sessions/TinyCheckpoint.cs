using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Tests.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>A tiny checkpoint of the shared folder, exported, with its reference clips and tokens.</summary>
internal sealed class TinyCheckpoint(string layout) : IDisposable
{
    public const int SampleRate = 24_000;

    private readonly ExportedModel _exported = new($"fixtures/kyutai/{layout}");

    private readonly GoldenTensors _golden = Shared.Tensors($"fixtures/kyutai/{layout}/golden.safetensors");

    /// <summary>The reference runs that start from initial tokens: the clip, and the tokens of all steps that we take.</summary>
    public IEnumerable<(string Name, float[] Audio, int[] Tokens)> Runs => layout == "stt-moshi"
        ? Enumerable.Range(0, 3).Select(clip => ($"run.audio{clip}", Clip(clip), Ints($"run.audio{clip}.tokens").SkipLast(1).ToArray()))
        : Enumerable.Range(0, 2).Select(clip => ($"gen.whole.audio{clip}", Clip(clip), Ints($"gen.whole.audio{clip}.sequences").Skip(1).ToArray()))
            .Concat(Enumerable.Range(0, 3).Select(clip => ($"gen.whole.batch {clip}", Padded(clip), Batch(clip))));

    public KyutaiSttModel Load(int maxStreams = 16) => KyutaiSttFamily.LoadModel(
        ModelFolder.Open(_exported.Folder, layout), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1, MaxStreams = maxStreams });

    public static AudioSource Source(float[] audio) => AudioSource.FromSamples(audio, SampleRate);

    public static LiveAudio Live(float[] audio, int chunk) => LiveAudio.FromSamples(Chunks(audio, chunk), SampleRate);

    public static async IAsyncEnumerable<ReadOnlyMemory<float>> Chunks(float[] audio, int chunk, Exception? end = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int start = 0; start < audio.Length; start += chunk)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return audio.AsMemory(start, Math.Min(chunk, audio.Length - start));
        }

        if (end is not null)
            throw end;
    }

    public void Dispose() => _exported.Dispose();

    private float[] Clip(int clip) => _golden.Floats($"audio{clip}");

    // A batch's shorter clips are followed by silence up to the longest.
    private float[] Padded(int clip)
    {
        float[] padded = new float[Enumerable.Range(0, 3).Max(other => Clip(other).Length)];
        Clip(clip).CopyTo(padded, 0);
        return padded;
    }

    private int[] Batch(int clip)
    {
        int[] all = Ints("gen.whole.batch.sequences");
        int length = all.Length / 3;
        return all[((clip * length) + 1)..((clip + 1) * length)];
    }

    private int[] Ints(string name) => [.. _golden.Longs(name).Select(id => (int)id)];
}

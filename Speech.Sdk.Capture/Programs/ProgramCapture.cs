using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Programs;

/// <summary>A microphone heard by a program, which runs as long as somebody listens.</summary>
internal sealed class ProgramCapture(CaptureProgram program, CaptureOptions options, ProgramFolders folders) : IAudioCapture
{
    private const int ReadBytes = 1 << 13;

    public string Name => program.Name;

    public int SampleRate => options.SampleRate;

    public async Task<IReadOnlyList<CaptureDevice>> ListDevicesAsync(CancellationToken cancellationToken = default)
    {
        (string lister, IReadOnlyList<string> arguments) = program.Listing(folders);
        return program.ReadListing(await RunningProgram.LinesAsync(folders.Find(lister) ?? lister, arguments, program.ListsWhileItFails, cancellationToken).ConfigureAwait(false));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<float>> CaptureAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using RunningProgram running = new(folders.Find(program.Name)!, program.Arguments(options.Device, options.SampleRate, folders));
        await using CancellationTokenRegistration ending = cancellationToken.Register(running.End);
        byte[] bytes = new byte[ReadBytes];
        float[] samples = new float[ReadBytes / sizeof(short)];
        int held = 0, read;
        while ((read = await running.ReadAsync(bytes.AsMemory(held), cancellationToken).ConfigureAwait(false)) > 0)
        {
            held += read;
            int count = held / sizeof(short);
            for (int index = 0; index < count; index++)
                samples[index] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(index * sizeof(short))) / 32768f;
            // Half a sample waits for its other half.
            bytes[0] = bytes[held - 1];
            held %= sizeof(short);
            if (count > 0)
                yield return samples.AsMemory(0, count);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (await running.FailureAsync().ConfigureAwait(false) is { } failure)
            throw new SpeechException($"{Name} {failure}. Check the microphone and its name (Device), or choose another Program.");
    }
}

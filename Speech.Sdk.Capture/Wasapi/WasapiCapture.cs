using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using NAudio.CoreAudioApi;
using NAudio.Wave;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Capture.Wasapi;

/// <summary>A microphone of Windows, heard by NAudio in shared mode: Windows mixes down and converts the rate.</summary>
[SupportedOSPlatform("windows10.0")]
internal sealed class WasapiCapture(CaptureOptions options) : IAudioCapture
{
    public string Name => "WASAPI";

    public int SampleRate => options.SampleRate;

    public Task<IReadOnlyList<CaptureDevice>> ListDevicesAsync(CancellationToken cancellationToken = default) => Task.Run<IReadOnlyList<CaptureDevice>>(
        () =>
        {
            using MMDeviceEnumerator enumerator = new();
            string? standard = enumerator.TryGetDefaultAudioEndpoint(DataFlow.Capture, Role.Console, out MMDevice? device) ? device?.ID : null;
            return [.. enumerator.EnumerateAudioEndPoints(DataFlow.Capture, DeviceState.Active).Select(found => new CaptureDevice(found.ID, found.FriendlyName, found.ID == standard))];
        },
        cancellationToken);

    public async IAsyncEnumerable<ReadOnlyMemory<float>> CaptureAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using WasapiRecorder recorder = Open();
        await using IAsyncEnumerator<AudioBuffer> buffers = recorder.CaptureAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        float[] samples = [];
        while (await NextAsync(buffers).ConfigureAwait(false))
        {
            ReadOnlySpan<float> heard = MemoryMarshal.Cast<byte, float>(buffers.Current.Data.Span);
            if (samples.Length < heard.Length)
                samples = new float[heard.Length];
            heard.CopyTo(samples);
            yield return samples.AsMemory(0, heard.Length);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private WasapiRecorder Open()
    {
        try
        {
            return new WasapiRecorderBuilder().WithDevice(Find()).WithSharedMode().WithEventSync()
                .WithFormat(WaveFormat.CreateIeeeFloatWaveFormat(options.SampleRate, 1)).Build();
        }
        catch (COMException cause)
        {
            throw Failure(cause);
        }
    }

    private MMDevice Find()
    {
        using MMDeviceEnumerator enumerator = new();
        if (options.Device is null)
        {
            return enumerator.TryGetDefaultAudioEndpoint(DataFlow.Capture, Role.Console, out MMDevice? standard) && standard is not null ? standard
                : throw new SpeechException("WASAPI: Windows has no microphone; plug one in, and check that the sound settings do not disable it.");
        }

        return enumerator.EnumerateAudioEndPoints(DataFlow.Capture, DeviceState.Active).FirstOrDefault(device => device.ID == options.Device || device.FriendlyName == options.Device)
            ?? throw new SpeechException($"WASAPI: there is no microphone '{options.Device}'; expected the id or name of one that ListDevicesAsync gives.");
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<AudioBuffer> buffers)
    {
        try
        {
            return await buffers.MoveNextAsync().ConfigureAwait(false);
        }
        catch (COMException cause)
        {
            throw Failure(cause);
        }
    }

    private SpeechException Failure(COMException cause) => new(
        $"WASAPI: {options.Device ?? "the default microphone"} cannot be heard: {cause.Message.TrimEnd('.')}. Check that it is plugged in, and that Windows' privacy settings let applications use the microphone.", cause);
}

using System.Diagnostics;
using System.Globalization;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Benchmarks.Soaks;

/// <summary>
/// A live stream of many hours, a clip again and again, as fast as it is heard: whether memory stays on a plateau. Where the model can keep a
/// stream's state, it is written all the time.
/// </summary>
internal sealed class LiveSoak(ISpeechRecognizer recognizer, SampleSpeech speech, double hours, TextWriter output)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    // Of the audio: measuring takes longer than many updates do.
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(SoakLog log, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("speech-soak-").FullName;
        try
        {
            await RunAsync(recognizer.Info.CanKeepState ? Path.Combine(folder, "soak.state") : null, log, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string? state, SoakLog log, CancellationToken cancellationToken)
    {
        Stream bytes = speech.Bytes(hours * 3600);
        StreamingOptions options = new() { StatePath = state, StateInterval = SaveInterval };
        Saves saves = new(state);
        long updates = 0;
        TimeSpan reported = TimeSpan.Zero;
        Transcript? transcript = null;
        long start = Stopwatch.GetTimestamp();
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(LiveAudio.FromRawStream(bytes, SampleSpeech.SampleRate, name: "soak"), options, cancellationToken))
        {
            updates++;
            transcript = update.Transcript;
            if (update.Heard - reported < ReportInterval)
                continue;
            reported = update.Heard;
            saves.Look();
            log.Report(update.Heard);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{updates} updates, {hours * 3600 / Stopwatch.GetElapsedTime(start).TotalSeconds:0} times real time; the transcript has {transcript!.Words.Count} words"));
        if (state is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the state was written {saves.Count} times, the last time with {saves.Bytes / 1e6:0.0} MB"));
    }

    /// <summary>How often a file was seen to be another one than before.</summary>
    private sealed class Saves(string? path)
    {
        private DateTime _last;

        public int Count { get; private set; }

        public long Bytes { get; private set; }

        public void Look()
        {
            if (path is null || new FileInfo(path) is not { Exists: true } file || file.LastWriteTimeUtc == _last)
                return;
            (_last, Bytes) = (file.LastWriteTimeUtc, file.Length);
            Count++;
        }
    }
}

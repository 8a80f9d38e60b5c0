using System.Diagnostics;
using System.Globalization;
using Speech.Sdk.Audio;
using Speech.Sdk.Capture;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Capture;

/// <summary>Microphones heard by programs, which are scripts here.</summary>
[Platform(Exclude = "Win")]
public sealed class ProgramCaptureTests
{
    private static readonly short[] Samples = [.. Enumerable.Range(-10_000, 20_000).Select(value => (short)value)];

    [Test]
    public async Task Capture_ProgramEnds_GivesItsSamplesAndEnds([Values("arecord", "parec", "pw-record", "ffmpeg", "sox")] string program)
    {
        // Odd pieces, so that samples are cut in half on the way.
        using FakePrograms programs = new FakePrograms().AddSamples("pcm", Samples).Add(program, "head -c 1001 \"$(dirname \"$0\")/pcm\"; sleep 0.2; tail -c +1002 \"$(dirname \"$0\")/pcm\"");
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = program, SearchPath = programs.SearchPath });
        Assert.That((capture.Name, capture.SampleRate), Is.EqualTo((program, 16_000)));
        Assert.That(await ReadAsync(capture), Is.EqualTo(Samples.Select(sample => sample / 32768f)));
        Assert.That(await ReadAsync(capture), Has.Count.EqualTo(Samples.Length), "it can be heard again");
    }

    [TestCase("arecord", "hw:1", "-q -t raw -f S16_LE -r 24000 -c 1 -D hw:1")]
    [TestCase("arecord", null, "-q -t raw -f S16_LE -r 24000 -c 1")]
    [TestCase("parec", "mic", "--raw --format=s16le --rate=24000 --channels=1 --latency-msec=50 --device=mic")]
    [TestCase("pw-record", "mic", "--raw --format=s16 --rate=24000 --channels=1 --latency=50ms --target=mic -")]
    [TestCase("ffmpeg", "hw:1", "-nostdin -hide_banner -loglevel error -f alsa -i hw:1 -ac 1 -ar 24000 -f s16le -", IncludePlatform = "Linux")]
    [TestCase("sox", "hw:1", "-q -t alsa hw:1 -t raw -e signed-integer -b 16 -L -r 24000 -c 1 -", IncludePlatform = "Linux")]
    public async Task Capture_DeviceAndRate_AreWhatTheProgramIsTold(string program, string? device, string expected)
    {
        using FakePrograms programs = new FakePrograms().Add(program, "echo \"$*\" > \"$0.arguments\"");
        await ReadAsync(AudioCapture.Create(new CaptureOptions { Program = program, Device = device, SampleRate = 24_000, SearchPath = programs.SearchPath }));
        Assert.That((await File.ReadAllTextAsync(programs[$"{program}.arguments"])).Trim(), Is.EqualTo(expected));
    }

    [Test]
    public void Capture_ProgramFails_SaysWhatItSaid()
    {
        using FakePrograms programs = new FakePrograms().Add("arecord", "echo 'audio open error: No such device' >&2; exit 1");
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath });
        Assert.That(() => ReadAsync(capture), Throws.TypeOf<SpeechException>().With.Message.EqualTo(
            "arecord ended with exit code 1; it says: audio open error: No such device. Check the microphone and its name (Device), or choose another Program."));
    }

    [Test]
    public async Task Capture_Cancelled_StopsAlsoWhileNothingIsHeard()
    {
        using FakePrograms programs = new FakePrograms().AddSamples("pcm", Samples).Add("arecord", "echo $$ > \"$0.id\"; cat \"$(dirname \"$0\")/pcm\"; sleep 1000");
        using CancellationTokenSource stop = new();
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath });
        int count = 0;
        Assert.That(async () =>
        {
            await foreach (ReadOnlyMemory<float> chunk in capture.CaptureAsync(stop.Token))
            {
                if ((count += chunk.Length) == Samples.Length)
                    stop.CancelAfter(50);
            }
        }, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(count, Is.EqualTo(Samples.Length));
        int id = int.Parse(await File.ReadAllTextAsync(programs["arecord.id"]), CultureInfo.InvariantCulture);
        Assert.That(() => IsRunning(id), Is.False.After(20_000, 20), "the program goes on");
    }

    [Test]
    public async Task LiveAudio_AskedToStop_EndsAsARecordingDoes()
    {
        using FakePrograms programs = new FakePrograms().AddSamples("pcm", Samples).Add("arecord", "cat \"$(dirname \"$0\")/pcm\"; sleep 1000");
        using CancellationTokenSource stop = new();
        LiveAudio audio = LiveAudio.FromCapture(AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath }), stop.Token);
        int count = 0;
        await foreach (ReadOnlyMemory<float> chunk in audio.ReadAsync(16_000, CancellationToken.None))
        {
            if ((count += chunk.Length) == Samples.Length)
                stop.CancelAfter(20);
        }

        Assert.That((audio.Name, count), Is.EqualTo(("arecord", Samples.Length)));
    }

    [Test]
    public async Task ListDevices_Arecord_ReadsNamesAndDescriptions()
    {
        using FakePrograms programs = new FakePrograms().Add("arecord", "printf 'null\\n    Discard all samples\\ndefault\\n    Default Audio Device\\nhw:CARD=PCH,DEV=0\\n    HDA Intel PCH\\n    Hardware device\\n'");
        IReadOnlyList<CaptureDevice> devices = await AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath }).ListDevicesAsync();
        Assert.That(devices, Is.EqualTo(new CaptureDevice[] { new("default", "Default Audio Device", IsDefault: true), new("hw:CARD=PCH,DEV=0", "HDA Intel PCH, Hardware device") }));
    }

    [Test]
    public async Task ListDevices_Pulse_ReadsSources([Values("parec", "pw-record")] string program)
    {
        using FakePrograms programs = new FakePrograms().Add(program, "").Add("pactl", "printf '0\\talsa_input.usb\\tmodule\\ts16le 1ch 48000Hz\\tRUNNING\\n'");
        IReadOnlyList<CaptureDevice> devices = await AudioCapture.Create(new CaptureOptions { Program = program, SearchPath = programs.SearchPath }).ListDevicesAsync();
        Assert.That(devices, Is.EqualTo(new CaptureDevice[] { new("alsa_input.usb", "alsa_input.usb, s16le 1ch 48000Hz") }));
    }

    [TestCase("[AVFoundation indev @ 0x1] AVFoundation video devices:\n[AVFoundation indev @ 0x1] [0] FaceTime\n[AVFoundation indev @ 0x1] AVFoundation audio devices:\n[AVFoundation indev @ 0x1] [0] MacBook Pro Microphone", "0", "MacBook Pro Microphone", false)]
    [TestCase("[dshow @ 0x1] \"Camera\" (video)\n[dshow @ 0x1] \"Microphone (Realtek)\" (audio)", "Microphone (Realtek)", "Microphone (Realtek)", false)]
    [TestCase("Auto-detected sources for pulse:\n* alsa_input.usb [USB Microphone] (audio)", "alsa_input.usb", "USB Microphone", true)]
    public void ListDevices_Ffmpeg_ReadsEachPlatformsListing(string listing, string id, string description, bool isDefault) =>
        Assert.That(new Speech.Sdk.Capture.Programs.Ffmpeg().ReadListing(listing.Split('\n')), Is.EqualTo(new CaptureDevice[] { new(id, description, isDefault) }));

    [TestCase("parec", "parec: there is no such program on the PATH; install pulseaudio-utils, or choose another one.")]
    [TestCase("arecord", "arecord: there is no such program on the PATH; install alsa-utils")]
    [TestCase("wasapi", "WASAPI is a part of Windows")]
    [TestCase(null, "No capture program is installed; expected ")]
    public void Create_NothingThere_SaysWhatToInstall(string? program, string expected) =>
        Assert.That(() => AudioCapture.Create(new CaptureOptions { Program = program, SearchPath = "" }), Throws.TypeOf<SpeechException>().With.Message.StartsWith(expected));

    [Test]
    public void Create_WrongOptions_ListsAll() => Assert.That(
        () => AudioCapture.Create(new CaptureOptions { Program = "tape", SampleRate = 1, Device = " " }),
        Throws.TypeOf<InvalidOptionException>().With.Message.Contains("SampleRate is 1").And.Message.Contains("Device is blank").And.Message.Contains("Program is 'tape'"));

    [Test]
    public async Task ListDevices_NothingLists_SaysWhatToInstall()
    {
        using FakePrograms programs = new FakePrograms().Add("parec", "");
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = "parec", SearchPath = programs.SearchPath });
        Assert.That(() => capture.ListDevicesAsync(), Throws.TypeOf<SpeechException>().With.Message.Contains("install pulseaudio-utils"));
        await Task.CompletedTask;
    }

    [Test]
    public void ListDevices_ProgramFails_SaysWhatItSaid()
    {
        using FakePrograms programs = new FakePrograms().Add("parec", "").Add("pactl", "echo '0\tmic'; echo 'Connection refused' >&2; exit 1");
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = "parec", SearchPath = programs.SearchPath });
        Assert.That(() => capture.ListDevicesAsync(), Throws.TypeOf<SpeechException>().With.Message.EqualTo(
            "pactl ended with exit code 1; it says: Connection refused. It was asked for the microphones; check the sound system, or choose another Program."));
    }

    [Test]
    public async Task ListDevices_Warnings_AreNoMicrophones()
    {
        using FakePrograms programs = new FakePrograms().Add("arecord", "echo 'ALSA lib conf.c: unknown' >&2; printf 'default\\n    Default Audio Device\\n'");
        IReadOnlyList<CaptureDevice> devices = await AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath }).ListDevicesAsync();
        Assert.That(devices, Is.EqualTo(new CaptureDevice[] { new("default", "Default Audio Device", IsDefault: true) }));
    }

    [Test]
    public async Task ListDevices_FfmpegFails_ListsAllTheSame()
    {
        using FakePrograms programs = new FakePrograms().Add("ffmpeg", "echo '[dshow @ 0x1] \"Microphone\" (audio)' >&2; exit 1");
        IReadOnlyList<CaptureDevice> devices = await AudioCapture.Create(new CaptureOptions { Program = "ffmpeg", SearchPath = programs.SearchPath }).ListDevicesAsync();
        Assert.That(devices, Is.EqualTo(new CaptureDevice[] { new("Microphone", "Microphone") }));
    }

    [Test]
    public void ListDevices_Cancelled_EndsWithTheCall()
    {
        using FakePrograms programs = new FakePrograms().Add("arecord", "sleep 1000");
        using CancellationTokenSource stop = new(50);
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath });
        Assert.That(() => capture.ListDevicesAsync(stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>docs/capture.md has the table: on Linux ALSA's recorder first, then PulseAudio's; elsewhere programs that know the platform's sound.</summary>
    [Test]
    public void Create_ManyPrograms_TakesThePlatformsFirst()
    {
        string[] expected = OperatingSystem.IsLinux() ? ["arecord", "parec", "ffmpeg", "pw-record"] : ["ffmpeg", "sox"];
        using FakePrograms programs = new();
        foreach (string name in AudioCapture.Names.Where(name => name != "wasapi"))
            programs.Add(name, "");
        foreach (string name in expected)
        {
            Assert.That(AudioCapture.Create(new CaptureOptions { SearchPath = programs.SearchPath }).Name, Is.EqualTo(name));
            File.Delete(programs[name]);
        }

        Assert.That(() => AudioCapture.Create(new CaptureOptions { SearchPath = programs.SearchPath }),
            Throws.TypeOf<SpeechException>().With.Message.StartsWith($"No capture program is installed; expected {string.Join(", ", expected)} on the PATH."));
    }

    [Test]
    public async Task StreamAsync_ACapture_GivesTheRecognizerWhatItHears()
    {
        using FakePrograms programs = new FakePrograms().AddSamples("pcm", Samples).Add("arecord", "touch \"$0.started\"; cat \"$(dirname \"$0\")/pcm\"");
        IAudioCapture capture = AudioCapture.Create(new CaptureOptions { Program = "arecord", SearchPath = programs.SearchPath });
        FakeRecognizer recognizer = new() { Updates = [new TranscriptUpdate { Heard = TimeSpan.Zero, Committed = " a" }] };
        StreamingOptions options = new();
        Assert.That(await recognizer.StreamAsync(capture, options).Select(update => update.Committed).ToArrayAsync(), Is.EqualTo(new[] { " a" }));
        Assert.That((recognizer.Streamed!.Name, recognizer.StreamedWith), Is.EqualTo(("arecord", options)));
        Assert.That(File.Exists(programs["arecord.started"]), Is.False, "nobody has asked for sound yet");
        List<float> heard = [];
        await foreach (ReadOnlyMemory<float> chunk in recognizer.Streamed.ReadAsync(capture.SampleRate, CancellationToken.None))
            heard.AddRange(chunk.Span);
        Assert.That(heard, Is.EqualTo(Samples.Select(sample => sample / 32768f)));
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<List<float>> ReadAsync(IAudioCapture capture)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        List<float> samples = [];
        await foreach (ReadOnlyMemory<float> chunk in capture.CaptureAsync(limit.Token))
            samples.AddRange(chunk.Span);
        return samples;
    }
}

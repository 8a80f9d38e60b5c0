using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Speech.Sdk.Audio;
using Speech.Sdk.Hosting;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Hosting;

/// <summary>Recognisers of a container: when they are loaded, by what options, and what is logged.</summary>
public sealed class HostingTests
{
    private static readonly AudioSource Audio = AudioSource.FromSamples(new float[16_000], 16_000);

    private readonly ConcurrentQueue<(string Model, RecognizerOptions Options)> _loaded = [];
    private readonly LogLines _log = new();

    [SetUp]
    public void Forget()
    {
        _loaded.Clear();
        _log.Lines.Clear();
    }

    [Test]
    public async Task Recognizer_FirstUse_LoadsOnceForAll()
    {
        await using ServiceProvider services = Services(new FakeRecognizer()).AddSpeechRecognizer("a", settings => settings.Recognizer = new RecognizerOptions { Threads = 3 }).BuildServiceProvider();
        ISpeechRecognizer recognizer = services.GetRequiredService<ISpeechRecognizer>();
        Assert.That(_loaded, Is.Empty, "asking for it loads nothing");
        Transcript[] transcripts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => recognizer.TranscribeAsync(Audio)));
        Assert.That(transcripts.Select(transcript => transcript.Text), Is.All.EqualTo(" Hello from samples."));
        Assert.That(_loaded.Select(load => (load.Model, load.Options.Threads)), Is.EqualTo(new[] { ("a", 3) }));
        Assert.That(recognizer.Info.Model, Is.EqualTo("fake"));
        Assert.That(services.GetRequiredService<ISpeechRecognizer>(), Is.SameAs(recognizer));
    }

    [Test]
    public async Task Keyed_EachHasItsModel()
    {
        await using ServiceProvider services = Services(new FakeRecognizer()).AddKeyedSpeechRecognizer("one", "a").AddKeyedSpeechRecognizer("two", "b").BuildServiceProvider();
        await services.GetRequiredKeyedService<ISpeechRecognizer>("two").TranscribeAsync(Audio);
        Assert.That(_loaded.Select(load => load.Model), Is.EqualTo(new[] { "b" }));
        Assert.That(services.GetService<ISpeechRecognizer>(), Is.Null);
    }

    [Test]
    public async Task Container_Disposed_DisposesWhatWasLoaded()
    {
        FakeRecognizer fake = new();
        ISpeechRecognizer recognizer;
        await using (ServiceProvider services = Services(fake).AddSpeechRecognizer("a").BuildServiceProvider())
        {
            recognizer = services.GetRequiredService<ISpeechRecognizer>();
            await recognizer.TranscribeAsync(Audio);
        }

        Assert.That(fake.Disposed, Is.True);
        Assert.That(() => recognizer.TranscribeAsync(Audio), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(_log.Lines, Has.Some.Contains("Let go of the speech model a."));
    }

    [Test]
    public async Task Container_Disposed_LoadsNothingForIt()
    {
        await using (ServiceProvider services = Services(new FakeRecognizer()).AddSpeechRecognizer("a").BuildServiceProvider())
            services.GetRequiredService<ISpeechRecognizer>();
        Assert.That(_loaded, Is.Empty);
    }

    [Test]
    public async Task Loading_Fails_IsLoggedAndTriedAgain()
    {
        int tries = 0;
        FakeRecognizer fake = new();
        await using ServiceProvider services = Services((_, _) => ++tries == 1 ? throw new ModelFolderException("no such model") : fake).AddSpeechRecognizer("a").BuildServiceProvider();
        ISpeechRecognizer recognizer = services.GetRequiredService<ISpeechRecognizer>();
        Assert.That(() => recognizer.TranscribeAsync(Audio), Throws.TypeOf<ModelFolderException>());
        Assert.That(_log.Lines, Has.Some.StartsWith("Error: The speech model a could not be loaded"));
        Assert.That((await recognizer.TranscribeAsync(Audio)).Text, Is.EqualTo(" Hello from samples."));
    }

    [Test]
    public async Task Host_WarmUp_LoadsWhileItStarts([Values] bool warmUp)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Prepare(builder.Services, (_, _) => new FakeRecognizer()).AddSpeechRecognizer("a", settings => settings.WarmUp = warmUp)
            .AddKeyedSpeechRecognizer(7, "b", settings => settings.WarmUp = warmUp);
        using IHost host = builder.Build();
        await host.StartAsync();
        Assert.That(_loaded.Select(load => load.Model), Is.EqualTo(warmUp ? (string[])["a", "b"] : []));
        await host.StopAsync();
    }

    [Test]
    public void Host_WarmUpOfAMissingModel_DoesNotStart()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSpeechRecognizer("no-such-model", settings => settings.WarmUp = true);
        using IHost host = builder.Build();
        Assert.That(() => host.StartAsync(), Throws.TypeOf<ModelFolderException>().With.Message.Contains("no-such-model"));
    }

    [Test]
    public async Task Settings_FromConfiguration_AreBound()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Speech:Model"] = "/models/a", ["Speech:Recognizer:Threads"] = "2", ["Speech:Recognizer:ExecutionProvider"] = "Cpu", ["Speech:Transcription:Language"] = "de",
        }).Build();
        TranscriptionOptions? used = null;
        FakeRecognizer fake = new() { Answer = (name, options, _) => Task.FromResult((used = options, FakeRecognizer.Hello(name)).Item2) };
        await using ServiceProvider services = Services(fake).Configure<SpeechRecognizerSettings>(configuration.GetSection("Speech")).AddSpeechRecognizer().BuildServiceProvider();
        await services.GetRequiredService<ISpeechRecognizer>().TranscribeAsync(Audio);
        Assert.That(_loaded.Single(), Is.EqualTo(("/models/a", new RecognizerOptions { Threads = 2, ExecutionProvider = Sdk.Inference.ExecutionProvider.Cpu })));
        Assert.That(used!.Language, Is.EqualTo("de"));
    }

    [Test]
    public void Settings_OutOfRange_AreRefusedWithEveryProblem()
    {
        using ServiceProvider services = Services(new FakeRecognizer()).AddKeyedSpeechRecognizer("x", " ", settings => settings.Recognizer = new RecognizerOptions { Threads = -1 }).BuildServiceProvider();
        Assert.That(() => services.GetRequiredKeyedService<ISpeechRecognizer>("x"), Throws.TypeOf<OptionsValidationException>()
            .With.Message.Contains("'x' has a blank Model").And.Message.Contains("Threads is -1"));
    }

    [Test]
    public async Task Calls_AreLogged_WithoutTheirTexts()
    {
        FakeRecognizer fake = new() { Answer = (name, _, _) => name == "bytes" ? throw new AudioFormatException("broken") : Task.FromResult(FakeRecognizer.Hello(name)) };
        await using ServiceProvider services = Services(fake).AddSpeechRecognizer("a").BuildServiceProvider();
        ISpeechRecognizer recognizer = services.GetRequiredService<ISpeechRecognizer>();
        await recognizer.TranscribeAsync(Audio);
        Assert.That(() => recognizer.TranscribeAsync(AudioSource.FromBytes(new byte[1])), Throws.TypeOf<AudioFormatException>());
        Assert.That(_log.Lines.Select(line => line.Split(" in ")[0]), Is.EqualTo(new[]
        {
            "Debug: Loading the speech model a.", "Information: Loaded the speech model fake (fake, fp32, Cpu)", "Debug: Transcribed samples (1.5 s of audio)", "Warning: bytes could not be transcribed.",
        }));
    }

    [Test]
    public async Task Batch_IsLoggedAsOne()
    {
        await using ServiceProvider services = Services(new FakeRecognizer()).AddSpeechRecognizer("a").BuildServiceProvider();
        await services.GetRequiredService<ISpeechRecognizer>().TranscribeBatchAsync([Audio, Audio]);
        Assert.That(_log.Lines.Last(), Does.StartWith("Debug: Transcribed 2 recordings (3.0 s of audio) in "));
    }

    [Test]
    public async Task TranscribeEach_GivesAndLogsEachResult_ByTheSettings()
    {
        List<string?> languages = [];
        FakeRecognizer fake = new()
        {
            Answer = (name, options, _) =>
            {
                languages.Add(options.Language);
                return name == "bytes" ? throw new AudioFormatException("broken") : Task.FromResult(FakeRecognizer.Hello(name));
            },
        };
        await using ServiceProvider services = Services(fake).AddSpeechRecognizer("a", settings => settings.Transcription = new TranscriptionOptions { Language = "de" }).BuildServiceProvider();
        RecordingResult[] results = await services.GetRequiredService<ISpeechRecognizer>().TranscribeEachAsync([Audio, AudioSource.FromBytes(new byte[1]), Audio]).ToArrayAsync();
        Assert.That(results.Select(result => (result.Index, result.Transcript?.Text, result.Error?.Message)),
            Is.EquivalentTo(new (int, string?, string?)[] { (0, " Hello from samples.", null), (1, null, "broken"), (2, " Hello from samples.", null) }));
        Assert.That(languages, Is.EqualTo(new[] { "de", "de", "de" }));
        Assert.That(_log.Lines.Skip(2).Select(line => line.Split(" in ")[0]), Is.EquivalentTo(new[]
        {
            "Debug: Transcribed samples (1.5 s of audio)", "Warning: bytes could not be transcribed.", "Debug: Transcribed samples (1.5 s of audio)",
        }));
    }

    [Test]
    public async Task IdentifyLanguages_GoesThrough()
    {
        SpokenLanguages spoken = new() { Spans = [], Languages = [], Duration = TimeSpan.FromSeconds(1), Model = "fake", ExecutionProvider = Sdk.Inference.ExecutionProvider.Cpu };
        FakeIdentifier fake = new(spoken);
        await using ServiceProvider services = Services((_, _) => fake).AddSpeechRecognizer("a").BuildServiceProvider();
        LanguageIdentificationOptions options = new();
        Assert.That(await services.GetRequiredService<ISpeechRecognizer>().IdentifyLanguagesAsync(Audio, options), Is.SameAs(spoken));
        Assert.That(fake.Asked, Is.EqualTo((Audio, options)));
    }

    [Test]
    public async Task IdentifyLanguages_OfAModelThatCannot_SaysSoAndIsLogged()
    {
        await using ServiceProvider services = Services(new FakeRecognizer()).AddSpeechRecognizer("a").BuildServiceProvider();
        Assert.That(() => services.GetRequiredService<ISpeechRecognizer>().IdentifyLanguagesAsync(Audio), Throws.TypeOf<InvalidOptionException>().With.Message.StartsWith("fake, a model of the family fake, cannot tell languages"));
        Assert.That(_log.Lines, Has.Some.EqualTo("Warning: samples could not be transcribed."));
    }

    [TestCase("each", "Warning: 2 recordings could not be transcribed.")]
    [TestCase("batch", "Warning: 2 recordings could not be transcribed.")]
    [TestCase("stream", "Warning: stream could not be transcribed.")]
    [TestCase("single", "Warning: samples could not be transcribed.")]
    public async Task Calls_ThatFail_AreLogged(string call, string expected)
    {
        // Not only with what this library throws, but not what callers ask for themselves.
        foreach ((Exception error, bool isLogged) in new (Exception, bool)[] { (new InvalidOperationException("broken"), true), (new OperationCanceledException(), false) })
        {
            _log.Lines.Clear();
            FakeRecognizer fake = new() { Answer = (_, _, _) => throw error, AfterUpdates = () => throw error };
            await using ServiceProvider services = Services(fake).AddSpeechRecognizer("a").BuildServiceProvider();
            ISpeechRecognizer recognizer = services.GetRequiredService<ISpeechRecognizer>();
            Assert.That(async () => _ = call switch
            {
                "batch" => await recognizer.TranscribeBatchAsync([Audio, Audio]),
                "each" => await recognizer.TranscribeEachAsync([Audio, Audio]).ToArrayAsync(),
                "stream" => (object)await recognizer.StreamAsync(LiveAudio.FromRawStream(Stream.Null, 16_000)).ToListAsync(),
                _ => await recognizer.TranscribeAsync(Audio),
            }, Throws.Exception.SameAs(error));
            Assert.That(_log.Lines.Contains(expected), Is.EqualTo(isLogged), error.GetType().Name);
        }
    }

    [Test]
    public async Task Stream_GoesThrough()
    {
        FakeRecognizer fake = new() { Updates = [new TranscriptUpdate { Heard = TimeSpan.Zero, Committed = " a" }] };
        await using ServiceProvider services = Services(fake).AddSpeechRecognizer("a", settings => settings.Streaming = new StreamingOptions { UtterancePause = TimeSpan.FromSeconds(2) }).BuildServiceProvider();
        List<string> committed = [];
        await foreach (TranscriptUpdate update in services.GetRequiredService<ISpeechRecognizer>().StreamAsync(LiveAudio.FromRawStream(Stream.Null, 16_000)))
            committed.Add(update.Committed);
        Assert.That(committed, Is.EqualTo(new[] { " a" }));
        Assert.That(fake.StreamedWith!.UtterancePause, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task EmbeddedModel_FromAContainer_Transcribes()
    {
        await using ServiceProvider services = new ServiceCollection().AddSpeechRecognizer("whisper-base").BuildServiceProvider();
        Transcript transcript = await services.GetRequiredService<ISpeechRecognizer>().TranscribeAsync(AudioSource.FromFile(Repository.Path("samples/printing.flac")));
        Assert.That(transcript.Text, Does.Contain("Printing"));
    }

    private IServiceCollection Services(FakeRecognizer fake) => Services((_, _) => fake);

    private IServiceCollection Services(Func<string, RecognizerOptions, ISpeechRecognizer> load) => Prepare(new ServiceCollection(), load);

    private IServiceCollection Prepare(IServiceCollection services, Func<string, RecognizerOptions, ISpeechRecognizer> load) => services
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log))
        .AddSingleton<ModelLoader>((model, options, _) =>
        {
            _loaded.Enqueue((model, options));
            return Task.FromResult(load(model, options));
        });

    private sealed class FakeIdentifier(SpokenLanguages spoken) : ISpeechRecognizer, ILanguageIdentifier
    {
        public RecognizerInfo Info { get; } = new FakeRecognizer().Info;

        public (AudioSource, LanguageIdentificationOptions?) Asked { get; private set; }

        public Task<SpokenLanguages> IdentifyLanguagesAsync(AudioSource audio, LanguageIdentificationOptions? options, CancellationToken cancellationToken)
        {
            Asked = (audio, options);
            return Task.FromResult(spoken);
        }

        public Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(IReadOnlyList<AudioSource> audios, TranscriptionOptions? options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    /// <summary>What is logged by the category that docs/hosting.md names; the host has more to say.</summary>
    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "Speech.Sdk" ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
        }

        public void Dispose()
        {
        }
    }
}

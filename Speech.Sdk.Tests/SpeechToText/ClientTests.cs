using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Speech.Sdk.Audio;
using Speech.Sdk.Extensions.AI;
using Speech.Sdk.Hosting;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Transcripts;
using Speech.Sdk.Transcripts;
using ClientOptions = Microsoft.Extensions.AI.SpeechToTextOptions;
using Kind = Microsoft.Extensions.AI.SpeechToTextResponseUpdateKind;

namespace Speech.Sdk.Tests.SpeechToText;

/// <summary>What Microsoft.Extensions.AI's interface asks of a client.</summary>
public sealed class ClientTests
{
    private static readonly RecognizerInfo Info = new()
    {
        Model = "fake", Family = "fake", Languages = ["en", "de", "zh-TW"], SampleRate = 16_000, Precision = "fp32", CanTranslate = true, CanStream = true, ExecutionProvider = ExecutionProvider.Cpu,
    };

    private static readonly Transcript Hello = TranscriptExamples.Create((0.5, 1.5, " Hello"), (1.5, 2, " world."));

    private TranscriptionOptions? _asked;
    private ISpeechRecognizer? _embedded;

    [OneTimeTearDown]
    public void Dispose() => _embedded?.Dispose();

    [Test]
    public async Task GetText_ATranscript_AsAResponse()
    {
        SpeechToTextResponse response = await Client().GetTextAsync(Wav());
        Assert.That((response.Text, response.ModelId), Is.EqualTo(("Hello world.", "fake")));
        Assert.That((response.StartTime, response.EndTime), Is.EqualTo(((TimeSpan?)TimeSpan.FromSeconds(0.5), (TimeSpan?)TimeSpan.FromSeconds(2))));
        Assert.That(response.RawRepresentation, Is.SameAs(Hello));
        Assert.That(response.AdditionalProperties!["language"], Is.EqualTo("en"));
        Assert.That(response.ResponseId, Is.Not.Empty);
    }

    [TestCase(null, null, null, SpeechTask.Transcribe)]
    [TestCase("de", null, "de", SpeechTask.Transcribe)]
    [TestCase("de-AT", null, "de", SpeechTask.Transcribe)]
    [TestCase("zh-TW", null, "zh-TW", SpeechTask.Transcribe, Description = "the model knows the tag as it stands")]
    [TestCase("ZH-tw", null, "zh-TW", SpeechTask.Transcribe, Description = "whatever its letters")]
    [TestCase("DE", null, "de", SpeechTask.Transcribe)]
    [TestCase("FR", null, "fr", SpeechTask.Transcribe, Description = "the model says itself that it does not know it")]
    [TestCase("de", "de", "de", SpeechTask.Transcribe)]
    [TestCase("zh-TW", "ZH-tw", "zh-TW", SpeechTask.Transcribe)]
    [TestCase("de", "EN", "de", SpeechTask.Translate)]
    [TestCase("de-CH", "de-DE", "de", SpeechTask.Transcribe)]
    [TestCase("de", "en-US", "de", SpeechTask.Translate)]
    [TestCase(null, "en", null, SpeechTask.Translate)]
    public async Task Languages_BecomeLanguageAndTask(string? spoken, string? written, string? language, SpeechTask task)
    {
        await Client().GetTextAsync(Wav(), new ClientOptions { SpeechLanguage = spoken, TextLanguage = written });
        Assert.That((_asked!.Language, _asked.Task), Is.EqualTo((language, task)));
    }

    [TestCase("en", "de", "TextLanguage is de and SpeechLanguage en; fake writes the language that is spoken, or English.")]
    [TestCase(null, "de", "TextLanguage is de and SpeechLanguage not given; fake writes")]
    public void Languages_ThatTheModelCannotWrite_AreAnError(string? spoken, string written, string expected) => Assert.That(
        () => Client().GetTextAsync(Wav(), new ClientOptions { SpeechLanguage = spoken, TextLanguage = written }), Throws.TypeOf<InvalidOptionException>().With.Message.StartsWith(expected));

    [Test]
    public void ModelId_OfAnotherModel_IsAnError() => Assert.That(
        () => Client().GetTextAsync(Wav(), new ClientOptions { ModelId = "whisper-1" }), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("this client has loaded fake"));

    [Test]
    public async Task ModelId_OfThisModel_IsTaken() => Assert.That((await Client().GetTextAsync(Wav(), new ClientOptions { ModelId = "fake" })).Text, Is.EqualTo("Hello world."));

    [Test]
    public async Task RawRepresentation_OfThisLibrary_IsBuiltUpon()
    {
        await Client().GetTextAsync(Wav(), new ClientOptions { SpeechLanguage = "de", RawRepresentationFactory = _ => new TranscriptionOptions { Prompt = "names", Language = "en" } });
        Assert.That((_asked!.Prompt, _asked.Language), Is.EqualTo(("names", "de")));
        Assert.That(() => Client().GetTextAsync(Wav(), new ClientOptions { RawRepresentationFactory = _ => "text" }), Throws.TypeOf<InvalidOptionException>());
    }

    [Test]
    public void Arguments_Null_AreRefused()
    {
        Assert.That(() => Client().GetTextAsync(null!), Throws.ArgumentNullException);
        Assert.That(() => Client().GetService(null!), Throws.ArgumentNullException);
        Assert.That(async () => await Client().GetStreamingTextAsync(null!).ToListAsync(), Throws.ArgumentNullException);
    }

    [Test]
    public void GetService_GivesWhatIsBehind()
    {
        FakeRecognizer recognizer = Fake();
        ISpeechToTextClient client = recognizer.AsSpeechToTextClient();
        Assert.That(client.GetService<ISpeechToTextClient>(), Is.SameAs(client));
        Assert.That(client.GetService<ISpeechRecognizer>(), Is.SameAs(recognizer));
        Assert.That(client.GetService<RecognizerInfo>(), Is.SameAs(Info));
        SpeechToTextClientMetadata metadata = client.GetService<SpeechToTextClientMetadata>()!;
        Assert.That((metadata.ProviderName, metadata.DefaultModelId), Is.EqualTo(("speech.sdk", "fake")));
        Assert.That((client.GetService<string>(), client.GetService<ISpeechRecognizer>("key")), Is.EqualTo(((string?)null, (ISpeechRecognizer?)null)));
    }

    [Test]
    public async Task Hosted_WhileItsModelIsLoaded_NobodyIsHeldUp()
    {
        TaskCompletionSource<ISpeechRecognizer> loading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ServiceProvider services = new ServiceCollection().AddSingleton<ModelLoader>((_, _, _) => loading.Task)
            .AddSpeechRecognizer("/models/slow").BuildServiceProvider();
        ISpeechToTextClient client = services.GetRequiredService<ISpeechRecognizer>().AsSpeechToTextClient();
        Assert.That(client.GetService<SpeechToTextClientMetadata>()!.DefaultModelId, Is.EqualTo("slow"));

        using CancellationTokenSource stop = new();
        Task<SpeechToTextResponse> left = client.GetTextAsync(Wav(), cancellationToken: stop.Token);
        Task<SpeechToTextResponseUpdate[]> leftStream = client.GetStreamingTextAsync(Wav(), cancellationToken: stop.Token).ToArrayAsync().AsTask();
        Task<SpeechToTextResponse> waiting = client.GetTextAsync(Wav(), new ClientOptions { ModelId = "slow" });
        Assert.That((left.IsCompleted, leftStream.IsCompleted, waiting.IsCompleted), Is.EqualTo((false, false, false)));
        await stop.CancelAsync();
        Assert.That(() => left, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => leftStream, Throws.InstanceOf<OperationCanceledException>());

        loading.SetResult(Fake());
        Assert.That(await waiting, Has.Property("Text").EqualTo("Hello world.").And.Property("ModelId").EqualTo("fake"));
    }

    [Test]
    public void Dispose_LeavesTheRecognizer()
    {
        FakeRecognizer recognizer = Fake();
        recognizer.AsSpeechToTextClient().Dispose();
        Assert.That(recognizer.Disposed, Is.False);
    }

    [Test]
    public async Task Streaming_Updates_HaveKindsTimesAndTextThatIsCertain()
    {
        SpeechToTextResponseUpdate[] updates = await Client().GetStreamingTextAsync(Wav(), new ClientOptions { SpeechLanguage = "en" }).ToArrayAsync();
        Assert.That(updates.Select(update => (update.Kind, update.Text)), Is.EqualTo(new[]
        {
            (Kind.SessionOpen, ""), (Kind.TextUpdating, ""), (Kind.TextUpdating, "Hello"), (Kind.TextUpdated, " world."), (Kind.SessionClose, ""),
        }));
        Assert.That(updates[1].AdditionalProperties!["provisional"], Is.EqualTo(" Hell"));
        Assert.That((updates[2].StartTime, updates[2].EndTime), Is.EqualTo(((TimeSpan?)TimeSpan.FromSeconds(0.5), (TimeSpan?)TimeSpan.FromSeconds(1))));
        Assert.That(updates[3].AdditionalProperties!["note"], Is.EqualTo("cut."));
        Assert.That(updates[4].RawRepresentation, Is.SameAs(Hello));
        Assert.That(updates.Select(update => update.ResponseId).Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(updates.ToSpeechToTextResponse().Text, Is.EqualTo("Hello world."));
    }

    [Test]
    public async Task Streaming_ModelThatCannotStream_GivesTheResponseAsUpdates()
    {
        FakeRecognizer recognizer = new() { Info = Info with { CanStream = false }, Answer = (_, _, _) => Task.FromResult(Hello) };
        SpeechToTextResponseUpdate[] updates = await recognizer.AsSpeechToTextClient().GetStreamingTextAsync(Wav()).ToArrayAsync();
        Assert.That(updates.ToSpeechToTextResponse().Text, Is.EqualTo("Hello world."));
        Assert.That(updates.Last().Kind, Is.EqualTo(Kind.TextUpdated));
    }

    [Test]
    public async Task Stream_IsReadOnAndLeftOpen([Values("wav", "raw", "flac")] string form, [Values] bool streaming)
    {
        float[] samples = AudioSource.FromFile(Repository.Path("samples/printing.flac")).ReadAll(16_000);
        using MemoryStream stream = new(form switch
        {
            "wav" => WavFile.Of(WavFile.Bytes(samples)),
            "raw" => WavFile.Bytes(samples),
            _ => await File.ReadAllBytesAsync(Repository.Path("samples/printing.flac")),
        });
        _embedded ??= await SpeechRecognizer.LoadAsync("whisper-base", new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu });
        ISpeechToTextClient client = _embedded.AsSpeechToTextClient();
        // A rate may be told of files too, which say their own.
        ClientOptions options = new() { SpeechLanguage = "en-GB", SpeechSampleRate = 16_000 };
        SpeechToTextResponse response = streaming ? await client.GetStreamingTextAsync(stream, options).ToSpeechToTextResponseAsync() : await client.GetTextAsync(stream, options);
        Assert.That(response.Text.Replace(",", "", StringComparison.Ordinal), Does.StartWith("Printing in the only sense with which we are at present concerned"));
        Assert.That(stream.CanRead, Is.True);
    }

    [Test]
    public async Task Streaming_Updates_ComeAsTheyAreHeard()
    {
        TaskCompletionSource spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeRecognizer recognizer = new() { Info = Info, Updates = Fake().Updates, BeforeUpdate = index => index == 3 ? spoken.Task : Task.CompletedTask };
        await using IAsyncEnumerator<SpeechToTextResponseUpdate> updates = recognizer.AsSpeechToTextClient().GetStreamingTextAsync(Wav()).GetAsyncEnumerator();
        List<string> heard = [];
        while (heard.Count < 3 && await updates.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)))
            heard.Add(updates.Current.Text);
        Assert.That(heard, Is.EqualTo(new[] { "", "", "Hello" }), "while the rest is still to be spoken");
        Task<bool> next = updates.MoveNextAsync().AsTask();
        Assert.That(next.IsCompleted, Is.False);
        spoken.SetResult();
        Assert.That((await next, updates.Current.Text), Is.EqualTo((true, " world.")));
    }

    private static MemoryStream Wav() => new("RIFF\0\0\0\0WAVEfmt "u8.ToArray());

    private FakeRecognizer Fake() => new()
    {
        Info = Info,
        Answer = (_, options, _) => Task.FromResult((_asked = options, Hello).Hello),
        Updates =
        [
            new TranscriptUpdate { Heard = TimeSpan.FromSeconds(1), Provisional = " Hell" },
            new TranscriptUpdate { Heard = TimeSpan.FromSeconds(1), Provisional = " Hell" },
            new TranscriptUpdate { Heard = TimeSpan.FromSeconds(1.5), Committed = " Hello", Words = [new Word(" Hello", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), 1)], Provisional = " wor" },
            new TranscriptUpdate { Heard = TimeSpan.FromSeconds(2), Committed = " world.", EndsUtterance = true, Note = "cut." },
            new TranscriptUpdate { Heard = TimeSpan.FromSeconds(2), Transcript = Hello },
        ],
    };

    private ISpeechToTextClient Client() => Fake().AsSpeechToTextClient();
}

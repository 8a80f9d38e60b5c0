using Speech.Sdk.Models.Conversion;

namespace Speech.Sdk.Tests.Cli;

public sealed class CheckpointCacheTests
{
    [Test]
    public async Task Transcribe_CacheThatCannotBeMade_NamesTheFolderAndTheVariable()
    {
        using TemporaryFolder folder = new("a.wav", "file", "tiny/config.json", "tiny/model.safetensors");
        CliRun run = new() { Converter = new FakeConverter(), Variables = new() { ["SPEECH_CACHE"] = folder["file"] } };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--model", folder["tiny"]), Is.EqualTo(2));
        Assert.That(run.ErrorLines[0], Does.StartWith($"error: {Path.Combine(folder["file"], "models")}: ").And.Contain("set SPEECH_CACHE"));
    }

    [Test]
    public async Task Transcribe_Checkpoint_ConvertedOnceThenLoadedFromTheCache()
    {
        using TemporaryFolder folder = new("a.wav", "tiny/config.json", "tiny/model.safetensors");
        FakeConverter converter = new();
        string? first = null;
        for (int i = 0; i < 2; i++)
        {
            CliRun run = new() { Converter = converter, Variables = new() { ["SPEECH_CACHE"] = folder["cache"] } };
            Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--model", folder["tiny"]), Is.Zero);
            first ??= run.LoadedModel;
            Assert.That(run.LoadedModel, Is.EqualTo(first));
            Assert.That(run.Error, i == 0 ? Does.StartWith($"note: {folder["tiny"]}: converting to fp32 graphs") : Is.Empty);
        }

        Assert.That(converter.Calls, Is.EqualTo(1));
        Assert.That(Path.GetFileName(first), Does.Match("^tiny-[0-9a-f]{16}-fp32-1$"));
        Assert.That(File.ReadAllText(Path.Combine(first!, "speech.json")), Is.EqualTo("Fp32"));
    }

    [Test]
    public void FolderOf_AnyChange_AnotherFolder()
    {
        using TemporaryFolder folder = new("config.json", "model.safetensors");
        string Made(ModelPrecision precision = ModelPrecision.Fp32, string version = "1") =>
            new ConversionCache("cache", new HubOptions { Precision = precision }).FolderOf(CheckpointIdentity.OfFolder(folder.Root), version);
        HashSet<string> made = [Made(), Made(ModelPrecision.Int8), Made(version: "2")];
        Assert.That(CheckpointIdentity.OfFolder(folder.Root), Is.EqualTo(CheckpointIdentity.OfFolder(folder.Root + Path.DirectorySeparatorChar)));
        File.SetLastWriteTimeUtc(folder["model.safetensors"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        made.Add(Made());
        File.WriteAllText(folder["generation_config.json"], "{}");
        made.Add(Made());
        Assert.That(made, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task GetAsync_Together_ConvertedOnce()
    {
        using TemporaryFolder folder = new("tiny/config.json", "tiny/model.safetensors");
        // The conversion ends once the three others wait for it.
        TaskCompletionSource allWait = new();
        FakeConverter converter = new() { Gate = allWait.Task };
        int waiting = 0;
        ConversionCache cache = new(folder["cache"], new HubOptions
        {
            Converter = converter,
            Note = note =>
            {
                if (note.Contains("waiting", StringComparison.Ordinal) && Interlocked.Increment(ref waiting) == 3)
                    allWait.SetResult();
            },
        });
        string[] folders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => GetAsync(cache, folder["tiny"]))));
        Assert.That(folders.Distinct().Count(), Is.EqualTo(1));
        Assert.That(converter.Calls, Is.EqualTo(1));
        Assert.That(waiting, Is.EqualTo(3));
    }

    [Test]
    public void GetAsync_ConversionFails_NothingIsKept()
    {
        using TemporaryFolder folder = new("tiny/config.json", "tiny/model.safetensors");
        ConversionCache cache = new(folder["cache"], new HubOptions { Converter = new FakeConverter { Failure = new ModelFolderException("no") } });
        Assert.That(() => GetAsync(cache, folder["tiny"]), Throws.TypeOf<ModelFolderException>());
        Assert.That(Directory.EnumerateDirectories(folder["cache/models"]), Is.Empty);
    }

    [Test]
    public async Task GetAsync_DiskFull_NamesTheFolderAndTheVariableAndLeavesNothing()
    {
        using TemporaryFolder folder = new("tiny/config.json", "tiny/model.safetensors");
        ConversionCache cache = new(folder["cache"], new HubOptions { Converter = new FakeConverter { Failure = NoRoom() } });
        Assert.That(
            () => GetAsync(cache, folder["tiny"]),
            Throws.TypeOf<SpeechException>().With.Message.StartsWith($"{folder["cache/models"]}: the disk is full, so {folder["tiny"]} could not be converted").And.Message.Contains("Make room there, or set SPEECH_CACHE"));
        Assert.That(Directory.EnumerateDirectories(folder["cache/models"]), Is.Empty);
        string made = await GetAsync(new ConversionCache(folder["cache"], new HubOptions { Converter = new FakeConverter() }), folder["tiny"]);
        Assert.That(File.Exists(Path.Combine(made, "speech.json")), Is.True);
    }

    [Test]
    public async Task Transcribe_DiskFullWhileConverting_OneLineAndTwo()
    {
        using TemporaryFolder folder = new("a.wav", "tiny/config.json", "tiny/model.safetensors");
        CliRun run = new() { Converter = new FakeConverter { Failure = NoRoom() }, Variables = new() { ["SPEECH_CACHE"] = folder["cache"] } };
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--model", folder["tiny"], "-q"), Is.EqualTo(2));
        Assert.That(run.ErrorLines.Single(), Does.StartWith($"error: {folder["cache/models"]}: the disk is full"));
    }

    [Test]
    public async Task GetAsync_AnotherDiedHalfway_ItsLeftoversGo()
    {
        using TemporaryFolder folder = new("tiny/config.json", "tiny/model.safetensors");
        ConversionCache cache = new(folder["cache"], new HubOptions { Converter = new FakeConverter() });
        string expected = cache.FolderOf(CheckpointIdentity.OfFolder(folder["tiny"]), "1");
        Directory.CreateDirectory(Path.Combine(expected + ".building", "half"));
        string made = await GetAsync(cache, folder["tiny"]);
        Assert.That(made, Is.EqualTo(expected));
        Assert.That(Directory.EnumerateDirectories(folder["cache/models"]), Is.EqualTo(new[] { made }));
    }

    [Test]
    public async Task GetAsync_WithoutConverter_WhatAnotherMade()
    {
        using TemporaryFolder folder = new("tiny/config.json", "tiny/model.safetensors");
        HubOptions options = new() { Precision = ModelPrecision.Int8 };
        string made = await GetAsync(new ConversionCache(folder["cache"], options with { Converter = new FakeConverter() }), folder["tiny"]);
        Assert.That(await GetAsync(new ConversionCache(folder["cache"], options), folder["tiny"]), Is.EqualTo(made));
        Assert.That(await GetAsync(new ConversionCache(folder["cache"], new HubOptions()), folder["tiny"]), Is.EqualTo(made), "any precision will do");
        Assert.That(
            () => GetAsync(new ConversionCache(folder["cache"], new HubOptions { Precision = ModelPrecision.Int4 }), folder["tiny"]),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains("Speech.Sdk.Export").And.Message.Contains(" --precision int4'").And.Message.EndsWith("It is here in int8."));
    }

    [TestCase("fp32", 0)]
    [TestCase("int8", 2)]
    public async Task Transcribe_PrecisionOfAnExportedModel_MustBeItsOwn(string precision, int expected)
    {
        using TemporaryFolder folder = new("a.wav", "m/speech.json", "m/config.json", "m/model.safetensors");
        CliRun run = new();
        Assert.That(await run.InvokeAsync("transcribe", folder["a.wav"], "--model", folder["m"], "--precision", precision), Is.EqualTo(expected));
        Assert.That(run.Error, expected == 0 ? Is.Empty : Is.EqualTo(
            $"error: {folder["m"]} holds fp32 graphs and --precision int8 was given; leave --precision out, or give the checkpoint folder to convert.\n"));
        Assert.That(run.Recognizer.Disposed, Is.True);
    }

    [Test]
    public void CacheFolder_Variables_InTheirOrder()
    {
        Dictionary<string, string> variables = new() { ["XDG_CACHE_HOME"] = "/x" };
        Assert.That(CacheFolder.Find(variables.GetValueOrDefault), Is.EqualTo(Path.Combine("/x", "speech-sdk")));
        variables["SPEECH_CACHE"] = Path.GetFullPath("/s");
        Assert.That(CacheFolder.Find(variables.GetValueOrDefault), Is.EqualTo(Path.GetFullPath("/s")));
    }

    private static Task<string> GetAsync(ConversionCache cache, string checkpoint) =>
        cache.GetAsync(checkpoint, CheckpointIdentity.OfFolder(checkpoint), checkpoint, CancellationToken.None);

    // As the system says it where there is a full device to write to.
    private static IOException NoRoom()
    {
        if (!File.Exists("/dev/full"))
            return new IOException("no room", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
        try
        {
            File.WriteAllText("/dev/full", "x");
            throw new InvalidOperationException("/dev/full took it");
        }
        catch (IOException full)
        {
            return full;
        }
    }
}

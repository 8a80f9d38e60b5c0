using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Tests.Ctc;

namespace Speech.Sdk.Tests.KyutaiStt;

/// <summary>Model folders that cannot be loaded.</summary>
public sealed class LoadTests
{
    [Test]
    public void Load_PartsThatDoNotFit_LeavesNoMoreToFinalizersThanAModelThatIsDisposed()
    {
        using ExportedModel exported = new("fixtures/kyutai/stt-moshi");
        long disposed = LeftByTheSecond(() => Load(exported.Folder).Dispose());
        string config = Path.Combine(exported.Folder, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"n_q\": 8", "\"n_q\": 7", StringComparison.Ordinal));
        long failed = LeftByTheSecond(() => Assert.That(() => Load(exported.Folder), Throws.TypeOf<ModelFolderException>().With.Message.Contains("8 codes a frame")));
        TestContext.Out.WriteLine($"{disposed} objects behind a model that was disposed, {failed} behind one that was not loaded");
        Assert.That(failed, Is.LessThanOrEqualTo(disposed));
    }

    private static KyutaiSttModel Load(string folder) =>
        KyutaiSttFamily.LoadModel(ModelFolder.Open(folder, "stt"), new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 });

    /// <summary>How many objects a second run leaves to be finalized.</summary>
    private static long LeftByTheSecond(Action run)
    {
        run();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        run();
        GC.Collect();
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).FinalizationPendingCount;
    }
}

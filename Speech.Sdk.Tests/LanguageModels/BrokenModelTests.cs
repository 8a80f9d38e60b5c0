using System.Text;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.LanguageModels;

/// <summary>Cut off and damaged files give an error or a model that answers, never a crash, an endless loop or a read outside the file.</summary>
[TestFixture]
internal sealed class BrokenModelTests
{
    private static readonly string[] Words = ["he", "could", "wait", "no", "longer", "the", "and", "zebra", "<s>", "</s>", "one", "two", "three"];

    private static IEnumerable<TestCaseData> Files()
    {
        yield return new TestCaseData("hand.arpa", (Func<byte[]>)(() => Encoding.UTF8.GetBytes(ModelFiles.Arpa)));
        yield return new TestCaseData("quantised trie", (Func<byte[]>)(() => File.ReadAllBytes(ModelFiles.QuantizedTrie)));
        foreach (string name in (string[])["3gram.probing.bin", "3gram.trie.bin"])
            yield return new TestCaseData(name, (Func<byte[]>)(() => File.ReadAllBytes(Shared.Path("fixtures/ctc/lm/" + name))));
    }

    [TestCaseSource(nameof(Files))]
    public void Open_CutOff_ThrowsOrWorks(string name, Func<byte[]> read)
    {
        byte[] bytes = read();
        string path = ModelFiles.Write(bytes);

        // Every length near the ends and boundaries of the header, and every fortieth between.
        for (int length = bytes.Length - 1; length >= 0; length -= length > bytes.Length - 300 || length < 300 ? 1 : 40)
        {
            using (FileStream file = File.OpenWrite(path))
                file.SetLength(length);
            bool isOpened = TryUse(path);

            // An ARPA file is whole without the line end at its end.
            Assert.That(isOpened, Is.False.Or.EqualTo(name == "hand.arpa" && length >= bytes.Length - 2), $"{name}, {length} of {bytes.Length} bytes");
        }
    }

    [TestCaseSource(nameof(Files))]
    public void Open_BytesChanged_ThrowsOrWorks(string name, Func<byte[]> read)
    {
        byte[] bytes = read();
        Random random = new(7);
        int opened = 0;
        for (int run = 0; run < 400; run++)
        {
            byte[] damaged = [.. bytes];
            for (int i = random.Next(1, 12); i > 0; i--)
                damaged[random.Next(run % 2 == 0 ? damaged.Length : 200)] = (byte)random.Next(256);
            opened += TryUse(ModelFiles.Write(damaged), delete: true) ? 1 : 0;
        }

        Assert.That(opened, Is.GreaterThan(0).And.LessThan(400), name);
    }

    [TestCaseSource(nameof(Files))]
    public void Score_BodyOfNoise_Ends(string name, Func<byte[]> read)
    {
        byte[] bytes = read();
        Random random = new(3);
        int start = Math.Min(300, bytes.Length / 2);
        for (int run = 0; run < 20; run++)
        {
            random.NextBytes(bytes.AsSpan(start));
            if (run % 2 == 0)
                bytes.AsSpan(start).Fill(0xFF);
            Assert.That(() => TryUse(ModelFiles.Write(bytes), delete: true), Throws.Nothing, name);
        }
    }

    private static bool TryUse(string path, bool delete = false)
    {
        try
        {
            using NgramModel model = LanguageModelFile.Open(path);
            NgramState state = model.Begin;
            for (int i = 0; i < 60; i++)
                Assert.That(model.Score(state, model.Index(Encoding.UTF8.GetBytes(Words[(i * i) % Words.Length])), out state), Is.Not.NaN);
            if (model.Words() is { } words)
                _ = WordTrie.Of(words);
            return true;
        }
        catch (SpeechException)
        {
            return false;
        }
        finally
        {
            if (delete)
                File.Delete(path);
        }
    }
}

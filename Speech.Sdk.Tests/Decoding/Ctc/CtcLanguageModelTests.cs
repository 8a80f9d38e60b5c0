using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tests.LanguageModels;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Decoding.Ctc;

[TestFixture]
internal sealed class CtcLanguageModelTests
{
    [Test]
    public void Open_ProcessorFolder_HasModelWordsAndWeights()
    {
        using CtcLanguageModel model = CtcLanguageModel.Open(Shared.Path(BeamRun.Folder + "processor/language_model"), null, BeamRun.AlphabetOf("char"));

        Assert.That(model.Model.Order, Is.EqualTo(3));
        Assert.That(model.Words!.WordCount, Is.EqualTo(540));
        Assert.That(model.WordsAreTheModels, Is.False);
        Assert.That(model.Attributes, Is.EqualTo(new CtcLanguageModelAttributes { Alpha = 0.6, Beta = 1.0, UnknownWordScore = -10, ScoreBoundary = true }));
    }

    [Test]
    public void Open_BinaryAlone_TakesItsOwnWords()
    {
        using CtcLanguageModel model = CtcLanguageModel.Open(ModelFiles.QuantizedTrie, null, Frames.Characters);

        Assert.That(model.Words!.Contains("longer"u8));
        Assert.That(model.WordsAreTheModels);
    }

    [Test]
    public void Open_WithUnigrams_KeepsThoseTheModelKnows()
    {
        using CtcLanguageModel model = CtcLanguageModel.Open(ModelFiles.Write(ModelFiles.Arpa), ModelFiles.Write("one\r\nzebra\n\n two \n"), Frames.Characters);

        Assert.That(model.Words!.WordCount, Is.EqualTo(2));
        Assert.That(model.Words.Contains("two"u8));
    }

    [Test]
    public void Open_OtherLetterCase_Throws()
    {
        string path = ModelFiles.Write(ModelFiles.Arpa.ToUpperInvariant().Replace("\\DATA\\", "\\data\\", StringComparison.Ordinal).Replace("NGRAM", "ngram", StringComparison.Ordinal)
            .Replace("-GRAMS:", "-grams:", StringComparison.Ordinal).Replace("\\END\\", "\\end\\", StringComparison.Ordinal));

        Assert.That(() => CtcLanguageModel.Open(path, null, Frames.Characters), Throws.TypeOf<ModelFolderException>().With.Message.Contains("letters and case"));
    }

    [Test]
    public void Open_MissingFiles_NamesThem()
    {
        string model = ModelFiles.Write(ModelFiles.Arpa);

        Assert.That(() => CtcLanguageModel.Open(model, "no/list.txt", Frames.Characters), Throws.TypeOf<ModelFolderException>().With.Message.Contains("no/list.txt"));
        Assert.That(() => CtcLanguageModel.Open(model, ModelFiles.Write("zebra\n"), Frames.Characters), Throws.TypeOf<ModelFolderException>().With.Message.Contains("none of the 1 words"));
        Assert.That(() => CtcLanguageModel.Open(model, ModelFiles.Write("\n"), Frames.Characters), Throws.TypeOf<ModelFolderException>().With.Message.Contains("is empty"));
        Assert.That(() => CtcLanguageModel.Open(Path.GetDirectoryName(model)!, null, Frames.Characters), Throws.TypeOf<ModelFolderException>().With.Message.Contains("no language model"));
    }
}

using Speech.Sdk.Evaluation.Runs;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Evaluation.Runs;

/// <summary>Whatever code a list writes, a model is told its own.</summary>
public sealed class SpokenLanguageTests
{
    private const string Whisper = "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy "
        + "ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su";
    private const string Mms = "eng deu fra cmn-script_simplified yue-script_traditional ara nob ekk lvs fas zlm swh khk npi azj-script_cyrillic azj-script_latin uzb-script_latin sqi ydd pbt ory "
        + "kmr-script_latin plt tgl jav heb ckb ast";

    [TestCase("de", "de", "deu")]
    [TestCase("de-CH", "de", "deu")]
    [TestCase("deu", "de", "deu")]
    [TestCase("ger", "de", "deu")]
    [TestCase("EN_us", "en", "eng")]
    [TestCase("fre", "fr", "fra")]
    [TestCase("zh", "zh", "cmn-script_simplified")]
    [TestCase("cmn_hans_cn", "zh", "cmn-script_simplified")]
    [TestCase("yue", "zh", "yue-script_traditional", Description = "Whisper before large-v3 has Cantonese as Chinese")]
    [TestCase("arb", "ar", "ara")]
    [TestCase("nb", "no", "nob")]
    [TestCase("no", "no", "nob")]
    [TestCase("nn", "nn", null)]
    [TestCase("et", "et", "ekk")]
    [TestCase("lv", "lv", "lvs")]
    [TestCase("pes", "fa", "fas")]
    [TestCase("ms", "ms", "zlm")]
    [TestCase("zsm", "ms", "zlm")]
    [TestCase("sw", "sw", "swh")]
    [TestCase("mn", "mn", "khk")]
    [TestCase("ne", "ne", "npi")]
    [TestCase("az", "az", null, Description = "two scripts, and the list does not say which")]
    [TestCase("uzn", "uz", "uzb-script_latin")]
    [TestCase("als", "sq", "sqi")]
    [TestCase("yi", "yi", "ydd")]
    [TestCase("ps", "ps", "pbt")]
    [TestCase("or", null, "ory")]
    [TestCase("ku", null, "kmr-script_latin")]
    [TestCase("ckb", null, "ckb")]
    [TestCase("mg", "mg", "plt")]
    [TestCase("fil", "tl", "tgl")]
    [TestCase("jv", "jw", "jav")]
    [TestCase("iw", "he", "heb")]
    [TestCase("ast", null, "ast")]
    [TestCase("tlh", null, null)]
    [TestCase("und", null, null)]
    [TestCase("", null, null)]
    [TestCase(null, null, null)]
    public void For_CodeOfAList_IsTheModelsOwn(string? listed, string? whisper, string? mms)
    {
        Assert.That(SpokenLanguage.For(Model(Whisper), listed), Is.EqualTo(whisper));
        Assert.That(SpokenLanguage.For(Model(Mms), listed), Is.EqualTo(mms));
    }

    [TestCase("zsm zlm msa", "zlm", "zlm")]
    [TestCase("zsm zlm", "ms", "zsm")]
    [TestCase("deu de", "ger", "de")]
    public void For_ModelWithSeveral_TheCodeItselfOrElseTheCommonest(string known, string listed, string told) =>
        Assert.That(SpokenLanguage.For(Model(known), listed), Is.EqualTo(told));

    [TestCase("")]
    [TestCase("en")]
    public void For_ModelOfOneLanguage_IsToldNone(string known) => Assert.That(SpokenLanguage.For(Model(known), "en"), Is.Null);

    private static RecognizerInfo Model(string languages) => new()
    {
        Model = "model", Family = "family", Languages = languages.Split(' ', StringSplitOptions.RemoveEmptyEntries), SampleRate = 16_000, Precision = "fp32",
        ExecutionProvider = ExecutionProvider.Cpu,
    };
}

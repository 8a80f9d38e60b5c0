using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Words;
using Speech.Sdk.Tests.Tokens;

namespace Speech.Sdk.Tests.KyutaiStt;

/// <summary>What config.json of Kyutai's own layout says, and what holds where it says nothing.</summary>
public sealed class KyutaiSttConfigTests
{
    [TestCase(8000, "", 0.5, 0)]
    [TestCase(4000, "", 2.5, 1)]
    [TestCase(8000, """, "stt_config": null""", 0.5, 0)]
    [TestCase(4000, """, "stt_config": {}""", 2.5, 1)]
    [TestCase(4000, """, "stt_config": {"audio_delay_seconds": 1.5}""", 1.5, 1)]
    [TestCase(300, """, "stt_config": {"audio_delay_seconds": 1, "audio_silence_prefix_seconds": 0.25}""", 1, 0.25)]
    public void Read_DelayAndSilence_AreThoseOfTheFileOrThePublished(int texts, string more, double delay, double prefix)
    {
        KyutaiSttConfig config = Read(texts, more);
        Assert.That((config.Delay, config.Prefix), Is.EqualTo((delay, prefix)));
    }

    [TestCase(300, "")]
    [TestCase(8000, """, "stt_config": {"audio_delay_seconds": 61}""")]
    public void Read_NoSuchDelay_IsAnErrorThatNamesIt(int texts, string more) =>
        Assert.That(() => Read(texts, more), Throws.TypeOf<ModelFolderException>().With.Message.Contains("stt_config.audio_delay_seconds"));

    [TestCase("", 0, 3)]
    [TestCase(""", "existing_text_padding_id": 5, "existing_text_end_padding_id": 4""", 4, 5)]
    [TestCase(""", "existing_text_end_padding_id": 7""", 7, 3)]
    public void Read_IdsThatAreNoText_AreThoseOfTheFile(string more, int mark, int padding)
    {
        TextIds ids = Read(8000, more).TextIds;
        Assert.That((ids.WordMark, ids.Padding), Is.EqualTo((mark, padding)));
        Assert.That((ids.MayBeText(mark), ids.MayBeText(padding), ids.MayBeText(8)), Is.EqualTo((false, false, true)));
    }

    private static KyutaiSttConfig Read(int texts, string more)
    {
        using TemporaryFolder folder = new();
        folder.Write("config.json", $$"""{"model_type": "stt", "text_card": {{texts}}, "card": 2048, "n_q": 32{{more}}}""");
        return KyutaiSttConfig.Read(new ModelFolder(folder.Path, "stt", Manifest: null));
    }
}

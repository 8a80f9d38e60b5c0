using Speech.Sdk.Models.Whisper.Transcription;

namespace Speech.Sdk.Tests.Whisper;

public sealed class TextHistoryTests
{
    [TestCase(false, true, true, 0.0, ExpectedResult = "1 2 7 8 9", TestName = "the prompt and the text so far")]
    [TestCase(false, false, true, 0.0, ExpectedResult = "", TestName = "no text, the prompt once")]
    [TestCase(true, false, true, 0.0, ExpectedResult = "1 2", TestName = "no text, the prompt always")]
    [TestCase(false, true, true, 0.6, ExpectedResult = "", TestName = "openai-whisper forgets all before a far-fetched text")]
    [TestCase(true, true, true, 0.6, ExpectedResult = "1 2", TestName = "but a carried prompt")]
    [TestCase(false, true, false, 0.6, ExpectedResult = "", TestName = "transformers tells the next window nothing")]
    public string Context_AfterAWindow(bool carriesPrompt, bool tellsText, bool forgetsAll, double temperature)
    {
        var history = new TextHistory([1, 2], carriesPrompt, tellsText, longest: 10, forgetsAll);
        Assert.That(history.Context(), Is.EqualTo(new[] { 1, 2 }), "the first window is told the prompt");
        history.Add([7, 8, 9], temperature);
        return string.Join(' ', history.Context());
    }

    [TestCase(true, ExpectedResult = "4", TestName = "openai-whisper goes on from what came after")]
    [TestCase(false, ExpectedResult = "1 7 4", TestName = "transformers from all of it")]
    public string Context_AfterAFarFetchedTextAndAGoodOne(bool forgetsAll)
    {
        var history = new TextHistory([1], carriesPrompt: false, tellsText: true, longest: 10, forgetsAll);
        history.Add([7], 0.8);
        history.Add([4], 0);
        return string.Join(' ', history.Context());
    }

    [TestCase(false, ExpectedResult = "7 8 9", TestName = "the last tokens")]
    [TestCase(true, ExpectedResult = "1 8 9", TestName = "behind a carried prompt")]
    public string Context_LongerThanItMayBe_IsCut(bool carriesPrompt)
    {
        var history = new TextHistory([1], carriesPrompt, tellsText: true, longest: 3, forgetsAll: true);
        history.Add([6, 7, 8, 9], 0);
        return string.Join(' ', history.Context());
    }
}

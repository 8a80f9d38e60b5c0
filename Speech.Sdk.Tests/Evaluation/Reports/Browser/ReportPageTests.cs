using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;
using Speech.Sdk.Tests.Cli;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Evaluation.Reports.Browser;

/// <summary>The page in a real browser. Every page is checked for complaints and for requests beyond itself.</summary>
public sealed class ReportPageTests
{
    private const string Rows = "#clip-table .clip-row";
    private const string Hostile = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><!-- {{data}} & 🙂 שלום עולם";

    private Chromium? _browser;
    private TemporaryFolder _folder = null!;
    private BrowserPage? _page;

    [OneTimeSetUp]
    public async Task StartAsync() => _browser = await Chromium.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public async Task CheckPageAsync()
    {
        _folder.Dispose();
        if (_page is not { } page)
            return;
        _page = null;
        await page.CloseAsync();
        Assert.Multiple(() =>
        {
            Assert.That(page.Complaints, Is.Empty);
            Assert.That(page.Requests.Where(address => address != "data:" && !address.StartsWith("file:", StringComparison.Ordinal)), Is.Empty);
        });
    }

    [Test]
    public async Task Open_TwoRuns_CardsScoresAndDifferences()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns());
        Assert.Multiple(async () =>
        {
            Assert.That(await page.TextsAsync(".card h3"), Is.EqualTo(new[] { "base", "small" }));
            Assert.That(await page.TextsAsync(".card .rate"), Is.EqualTo(new[] { "16.67 % word error rate", "33.33 % word error rate" }));
            Assert.That(await page.TextsAsync("#scores tbody th"), Is.EqualTo(new[] { "read", "read", "talk", "talk" }));
            Assert.That(await page.TextsAsync("#comparisons tbody td, #comparisons tbody th"),
                Is.EqualTo(new[] { "small", "base", "2", "+16.67", "−25.00 to +50.00", "0.500", "< 0.001" }));
            Assert.That(await page.CountAsync("table caption"), Is.EqualTo(await page.CountAsync("table")), "Every table has a caption.");
        });
    }

    [Test]
    public async Task Open_TwoRuns_PlotsHoldEveryValue()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns());
        await DrawnAsync(page);
        Assert.Multiple(async () =>
        {
            Assert.That(await page.CountAsync("#bars svg rect"), Is.EqualTo(4), "a bar a set and run");
            Assert.That(await PointsAsync(page, "#errors-by-length"), Is.EqualTo("2,2"), "a point a clip and run");
            Assert.That(await page.CountAsync("#latency-by-length .points"), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Open_RunsHeardClipByClip_RealTimeFactorsByRunAndLength()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns());
        await DrawnAsync(page);
        Assert.Multiple(async () =>
        {
            Assert.That(await page.CountAsync("#real-time-factors svg .bar"), Is.EqualTo(2), "a bar a run");
            Assert.That((await page.TextsAsync("#real-time-factors svg text.value")), Is.EqualTo(new[] { "0.400", "0.400" }));
            Assert.That(await PointsAsync(page, "#factor-by-length"), Is.EqualTo("2,2"), "a point a clip and run");
        });
    }

    /// <summary>The latency of a clip that is heard beside others holds their work, so it says nothing of the clip's own factor.</summary>
    [Test]
    public async Task Open_OneRunHeardTogether_OnlyTheOthersFactorsByLength()
    {
        EvaluationReport report = ReportExamples.TwoRuns();
        RunReport together = report.Runs[1] with { Speed = report.Runs[1].Speed! with { Wall = report.Runs[1].Speed!.Wall / 2 } };
        BrowserPage page = await OpenAsync(report with { Runs = [report.Runs[0], together] });
        await DrawnAsync(page);
        Assert.Multiple(async () =>
        {
            Assert.That(await page.TextsAsync("#real-time-factors svg text.value"), Is.EqualTo(new[] { "0.400", "0.200" }));
            Assert.That(await page.TextsAsync("#factor-by-length .legend li"), Is.EqualTo(new[] { "base" }));
            Assert.That(await PointsAsync(page, "#factor-by-length"), Is.EqualTo("2"));
        });
    }

    [TestCase(1, 1, 1, Description = "theirs is left out")]
    [TestCase(0, 0, 0, Description = "no run was timed, so there is no plot")]
    public async Task Open_TextsMadeElsewhere_NoRealTimeFactors(int timed, int bars, int plots)
    {
        EvaluationReport report = ReportExamples.TwoRuns();
        BrowserPage page = await OpenAsync(report with { Runs = [.. report.Runs.Select((run, at) => at < timed ? run : Untimed(run))] });
        await DrawnAsync(page);
        Assert.Multiple(async () =>
        {
            Assert.That(await page.CountAsync("#real-time-factors svg .bar"), Is.EqualTo(bars));
            Assert.That(await page.CountAsync("#factor-by-length figure"), Is.EqualTo(plots));
            Assert.That(await page.CountAsync("#latency-by-length figure"), Is.EqualTo(plots));
            Assert.That(await page.CountAsync("#speed-title"), Is.EqualTo(plots));
        });
    }

    /// <summary>The arrow keys go from point to point by the length of the clips, Enter opens the clip.</summary>
    [TestCase("#errors-by-length", "ArrowRight", "read/one, base: 2.50 s of audio, WER 33.3 %")]
    [TestCase("#factor-by-length", "End", "talk/two, small: 2.50 s of audio, real-time factor 0.400")]
    public async Task Plot_Keyboard_NamesPointsAndOpensTheirClips(string plot, string key, string name)
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns());
        await DrawnAsync(page);
        await page.EvaluateAsync<bool>($"document.querySelector('{plot} svg').focus(), true");
        await PressAsync(page, key);
        Assert.That(await page.TextsAsync($"{plot} output"), Is.EqualTo(new[] { name }));
        await PressAsync(page, "Enter");
        Assert.That(await page.CountAsync(".detail"), Is.EqualTo(1));
    }

    [Test]
    public async Task Print_WideTables_AreNotCutOff()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns(), "#clip=read%2Fone");
        await page.SendAsync("Emulation.setEmulatedMedia", new() { ["media"] = "print" });
        await page.SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = 680, ["height"] = 960, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await DrawnAsync(page);
        Assert.That(
            await page.EvaluateAsync<string>("[...document.querySelectorAll('table')].filter(table => table.getBoundingClientRect().right > innerWidth).map(table => table.caption.innerText).join()"),
            Is.Empty);
    }

    [Test]
    public async Task Sort_ClickOnColumn_OrderTurns()
    {
        BrowserPage page = await OpenAsync(Many(5));
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "s/0", "s/1", "s/2", "s/3", "s/4" }));
        await page.ClickAsync("#clip-table thead th:nth-child(2) button");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "s/4", "s/3", "s/2", "s/1", "s/0" }), "most errors first");
        await page.ClickAsync("#clip-table thead th:nth-child(2) button");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "s/0", "s/1", "s/2", "s/3", "s/4" }));
        Assert.That(await page.EvaluateAsync<string>("document.querySelector('#clip-table th[aria-sort=ascending]').innerText"), Is.EqualTo("Errors"));
    }

    [Test]
    public async Task Sort_UnknownValues_LastBothWays()
    {
        BrowserPage page = await OpenAsync(ReportExamples.OneRun());
        await page.ClickAsync("#clip-table thead th:nth-child(3) button");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "read/one", "read/two", "silence/three", "talk/four" }));
        await page.ClickAsync("#clip-table thead th:nth-child(3) button");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "read/two", "read/one", "silence/three", "talk/four" }));
    }

    [TestCase("input[type=search]", "RAINED", ExpectedResult = "read/two")]
    [TestCase("input[type=search]", "thank you", ExpectedResult = "silence/three")]
    [TestCase("input[type=search]", "read/", ExpectedResult = "read/one read/two")]
    [TestCase("input[type=search]", "nowhere", ExpectedResult = "")]
    [TestCase("select", "read", ExpectedResult = "read/one read/two")]
    public async Task<string> Filter(string control, string value)
    {
        BrowserPage page = await OpenAsync(ReportExamples.OneRun());
        await page.TypeAsync($"#filter {control}", value);
        string[] names = await NamesAsync(page);
        Assert.That(await page.TextsAsync("#filter output"), Is.EqualTo(new[] { $"{names.Length} of 4 clips" }));
        return string.Join(' ', names);
    }

    [Test]
    public async Task Filter_OnlyErrorsOfARun_ThoseClips()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns());
        await page.ClickAsync("#filter input[type=checkbox]");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "read/one", "talk/two" }));
        await page.TypeAsync("#filter label:nth-of-type(2) select", "small");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "talk/two" }));
        await page.ClickAsync($"{Rows} button");
        Assert.That(await page.TextsAsync(".result strong"), Is.EqualTo(new[] { "small" }));
    }

    [Test]
    public async Task Clip_Click_EveryRunsAlignment()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns());
        await page.ClickAsync($"{Rows}:nth-of-type(2) button");
        Assert.Multiple(async () =>
        {
            Assert.That(await page.TextsAsync(".result strong"), Is.EqualTo(new[] { "base", "small" }));
            Assert.That(await page.TextsAsync(".result .alignment"), Is.EqualTo(new[] { "yes i do", "yes i do so" }));
            Assert.That(await page.TextsAsync(".result .gone"), Is.EqualTo(new[] { "i" }));
            Assert.That(await page.TextsAsync(".result .new"), Is.EqualTo(new[] { "so" }));
            Assert.That(await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.result .gone')).textDecorationLine"), Is.EqualTo("line-through"));
            Assert.That(await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.result .new')).textDecorationLine"), Is.EqualTo("underline"));
            Assert.That(await page.EvaluateAsync<string>("document.querySelector('.clip-row.open button').getAttribute('aria-expanded')"), Is.EqualTo("true"));
        });
        await page.ClickAsync(".clip-row.open button");
        Assert.That(await page.CountAsync(".detail"), Is.Zero);
    }

    [Test]
    public async Task Clip_Substitution_BothWords()
    {
        BrowserPage page = await OpenAsync(ReportExamples.OneRun(), "#clip=read%2Fone");
        Assert.Multiple(async () =>
        {
            Assert.That(await page.TextsAsync(".result .sub del"), Is.EqualTo(new[] { "cat" }));
            Assert.That(await page.TextsAsync(".result .sub ins"), Is.EqualTo(new[] { "bat" }));
            Assert.That(await page.CountAsync(".result .new"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Clip_Failed_SaysWhy()
    {
        BrowserPage page = await OpenAsync(ReportExamples.OneRun(), "#clip=talk%2Ffour");
        Assert.That(await page.TextsAsync(".detail .failure"), Is.EqualTo(new[] { "No text: the audio is empty" }));
        Assert.That(await page.CountAsync(".result .gone"), Is.Zero, "It is not counted, so nothing is marked as left out.");
    }

    /// <summary>A click by the keyboard reaches the button that holds the focus.</summary>
    [Test]
    public async Task Clip_EnterKey_OpensAndKeepsFocus()
    {
        BrowserPage page = await OpenAsync(ReportExamples.OneRun());
        await page.EvaluateAsync<bool>($"document.querySelector('{Rows} button').focus(), true");
        await PressAsync(page, "Enter");
        Assert.That(await page.CountAsync(".detail"), Is.EqualTo(1));
        Assert.That(await page.EvaluateAsync<string>("document.activeElement.innerText"), Does.Contain("read/one"));
    }

    [Test]
    public async Task Text_MarkupEmojiAndRightToLeft_ShownAndNothingElse()
    {
        ScoredClip clip = ReportExamples.Clip($"s/{Hostile}", Hostile, "<b>bold</b>→<i>שלום</i> +🙂");
        EvaluationReport report = ReportExamples.Of(ReportExamples.Run(Hostile, clip with { Result = clip.Result with { Warnings = [Hostile], Hypothesis = Hostile } }));
        BrowserPage page = await OpenAsync(report);
        await page.ClickAsync($"{Rows} button");
        await page.ClickAsync(".result summary");
        Assert.Multiple(async () =>
        {
            Assert.That(await page.TextsAsync(".texts dd"), Is.EqualTo(new[] { Hostile, Hostile }));
            Assert.That(await page.TextsAsync(".result .sub"), Is.EqualTo(new[] { "<b>bold</b>\n<i>שלום</i>" }));
            Assert.That(await page.TextsAsync(".result .new"), Is.EqualTo(new[] { "🙂" }));
            Assert.That(await page.CountAsync("main img, main script, main b, main i"), Is.Zero);
            Assert.That(await page.EvaluateAsync<string>("document.title"), Is.EqualTo($"Speech evaluation: {Hostile}"));
        });
    }

    [TestCase(HtmlAudio.Embed, "data:audio/wav;base64,")]
    [TestCase(HtmlAudio.Link, "file:")]
    public async Task Audio_Clip_Plays(HtmlAudio audio, string address)
    {
        await File.WriteAllBytesAsync(_folder["a b.wav"], WavFile.Of(WavFile.Bytes(Enumerable.Range(0, 32_000).Select(sample => MathF.Sin(sample * 0.1f) / 4))));
        BrowserPage page = await OpenAsync(ReportExamples.Of(ReportExamples.Run("a", ReportExamples.Clip("s/1", "a", "a").WithAudio(_folder["a b.wav"]))), "#clip=s%2F1", audio);
        Assert.That(await page.EvaluateAsync<string>("document.querySelector('audio').preload"), Is.EqualTo("none"), "Nothing is read before it is asked for.");
        Assert.That(await LoadAsync(page, "audio.duration"), Is.EqualTo(2).Within(0.01));
        Assert.That(await page.EvaluateAsync<string>("document.querySelector('audio').src"), Does.StartWith(address));
    }

    [Test]
    public async Task Audio_PartOfARecording_BeginsThere()
    {
        await File.WriteAllBytesAsync(_folder["long.wav"], WavFile.Of(new byte[320_000]));
        ScoredClip clip = ReportExamples.Clip("s/1", "a", "a").WithAudio(_folder["long.wav"], new TimeRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6.5)));
        BrowserPage page = await OpenAsync(ReportExamples.Of(ReportExamples.Run("a", clip)), "#clip=s%2F1");
        Assert.That(await LoadAsync(page, "audio.currentTime"), Is.EqualTo(4).Within(0.01));
        Assert.That(await page.EvaluateAsync<string>("document.querySelector('audio').src"), Does.EndWith("#t=4,6.5"));
    }

    [Test]
    public async Task Audio_FormatThatBrowsersLack_LinkAndNote()
    {
        await File.WriteAllTextAsync(_folder["old.amr"], "#!AMR\n");
        BrowserPage page = await OpenAsync(ReportExamples.Of(ReportExamples.Run("a",
            ReportExamples.Clip("s/1", "a", "a").WithAudio(_folder["old.amr"]), ReportExamples.Clip("s/2", "a", "a").WithAudio(_folder["gone.wav"]))), "#clip=s%2F1");
        Assert.Multiple(async () =>
        {
            Assert.That(await page.CountAsync("audio"), Is.Zero);
            Assert.That(await page.TextsAsync(".sound a"), Is.EqualTo(new[] { "old.amr" }));
            Assert.That((await page.TextsAsync("#audio-note"))[0], Does.Contain("1 recording is in formats that browsers cannot play").And.Contain("1 recording was not found"));
        });
    }

    /// <summary>
    /// What is told from a recording's first bytes is what the browser does with it, but for these: broken files, whose error the page shows,
    /// and rare containers, which it links. AAC depends on how a browser was built.
    /// </summary>
    [Test]
    public async Task Audio_RecordingsOfAllKinds_PlayOrAreLinked()
    {
        string[] files = [.. Directory.EnumerateFiles(Shared.Path("fixtures/audio")).Where(file =>
            Path.GetExtension(file) is not (".json" or ".md" or ".safetensors" or ".pcm" or ".aac" or ".m4a" or ".mp4") && new FileInfo(file).Length > 0)];
        BrowserPage page = await OpenAsync(ReportExamples.Of(ReportExamples.Run("a",
            [.. files.Select(file => ReportExamples.Clip($"s/{Path.GetFileName(file)}", "a", "a").WithAudio(file))])));
        string differences = await page.EvaluateAsync<string>(
            """
            Promise.all(JSON.parse(document.getElementById("data").textContent).audio.map(file => new Promise(done => {
                const audio = new Audio(file.data ? `data:${file.type};base64,${file.data}` : file.link);
                audio.oncanplay = () => done(file.type ? "" : `${file.name} plays`);
                audio.onerror = () => done(file.type ? `${file.name} does not` : "");
                audio.load();
            }))).then(lines => lines.filter(line => line).sort().join())
            """);
        Assert.That(files, Has.Length.GreaterThan(60));
        Assert.That(differences, Is.EqualTo("mka_vorbis.mka plays,mp3_junk_prefix.mp3 plays,ogg_truncated_header.ogg does not,rf64.wav plays," +
            "riff_no_data.wav does not,wav_big_endian_rifx.wav plays,wav_zero_channels.wav does not,wav_zero_rate.wav does not"));
    }

    [Test]
    public async Task Open_TenThousandClips_APageOfRowsAndAllFound()
    {
        BrowserPage page = await OpenAsync(Many(10_000));
        Assert.That(await page.CountAsync(Rows), Is.EqualTo(50));
        await page.TypeAsync("#filter input[type=search]", "s/9999");
        Assert.That(await NamesAsync(page), Is.EqualTo(new[] { "s/9999" }));
        await page.TypeAsync("#filter input[type=search]", "");
        await page.ClickAsync("#clip-table .pager button:nth-of-type(4)");
        Assert.That((await NamesAsync(page))[^1], Is.EqualTo("s/9999"), "the last page");
    }

    [Test]
    public async Task Open_NarrowScreen_NothingSticksOut()
    {
        BrowserPage page = await OpenAsync(ReportExamples.TwoRuns(), "#clip=read%2Fone");
        await page.SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = 360, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await DrawnAsync(page);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(360));
    }

    private async Task<BrowserPage> OpenAsync(EvaluationReport report, string fragment = "", HtmlAudio audio = HtmlAudio.Embed)
    {
        string file = _folder["report.html"];
        await File.WriteAllTextAsync(file, ReportWriters.Find("html", new() { Audio = audio, Folder = _folder.Root })!.Written(report));
        return _page = await BrowserPage.OpenAsync(_browser!, file, fragment);
    }

    // Plots are drawn once their width is known.
    private static Task<bool> DrawnAsync(BrowserPage page) => page.EvaluateAsync<bool>("new Promise(done => setTimeout(() => done(true), 300))");

    // How many points each run has in a plot.
    private static Task<string> PointsAsync(BrowserPage page, string plot) => page.EvaluateAsync<string>(
        $"[...document.querySelectorAll('{plot} .points')].map(path => path.getAttribute('d').split('M').length - 1).join()");

    private static Task PressAsync(BrowserPage page, string key) => page.SendAsync("Input.dispatchKeyEvent", new()
    {
        ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = key switch { "Enter" => 13, "End" => 35, _ => 39 }, ["text"] = key == "Enter" ? "\r" : "",
    });

    private static RunReport Untimed(RunReport run) => run with
    {
        Speed = null, Clips = [.. run.Clips.Select(clip => clip with { Result = clip.Result with { Latency = null, Audio = null } })],
    };

    private static async Task<string[]> NamesAsync(BrowserPage page) => await page.TextsAsync($"{Rows} button bdi");

    // What a browser says of the sound once it can be played.
    private static Task<double> LoadAsync(BrowserPage page, string value) => page.EvaluateAsync<double>(
        $$"""
        new Promise((done, failed) => {
            const audio = document.querySelector("audio");
            audio.addEventListener("canplay", () => done({{value}}));
            audio.addEventListener("error", () => failed(new Error(audio.error.message)));
            audio.preload = "auto";
            audio.load();
        })
        """);

    private static EvaluationReport Many(int clips) => ReportExamples.Of(ReportExamples.Run("a",
        [.. Enumerable.Range(0, clips).Select(number => ReportExamples.Clip($"s/{number}", $"word {number}", $"word {string.Join(' ', Enumerable.Repeat("+so", number % 100))}"))]));
}

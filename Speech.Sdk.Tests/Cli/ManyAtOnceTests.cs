using Speech.Cli.Terminal;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Several files in work at a time, with a recogniser that answers when the test says so.</summary>
public sealed class ManyAtOnceTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 8).Select(file => $"{file}.wav")];

    [Test]
    public async Task Files_AsManyAtOnceAsTheModelShares_AndNoMore([Values(1, 3, 20)] int places, [Values] bool inFolder)
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: false);
        CliRun run = Run(answers, places);
        Task<int> running = run.InvokeAsync([.. Transcribe(folder), .. inFolder ? ["--output", folder["out"]] : Array.Empty<string>()]);
        while (answers.AtWork < Math.Min(places, Names.Length))
            await Task.Delay(5);
        answers.Release(Names);
        Assert.That(await running, Is.Zero);
        Assert.That(answers.MostAtOnce, Is.EqualTo(Math.Min(places, Names.Length)));
        if (inFolder)
            Assert.That(Names.Select(name => File.ReadAllText(folder[$"out/{Path.ChangeExtension(name, "txt")}"])), Is.EqualTo(Names.Select(name => $"Hello from {name}.\n")));
        else
            Assert.That(run.Output, Is.EqualTo(string.Join('\n', Names.Select(name => $"==> {folder[name]} <==\nHello from {name}.\n"))));
    }

    [Test]
    public async Task StandardOutput_FirstFileIsLast_OthersGoOnAndWaitForIt()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: true);
        answers.Hold("0.wav");
        CliRun run = Run(answers, places: 2);
        Task<int> running = run.InvokeAsync(Transcribe(folder));
        await answers.UntilAsync("7.wav");
        Assert.That(run.Output, Is.Empty);
        answers.Release("0.wav");
        Assert.That(await running, Is.Zero);
        Assert.That(run.Output, Is.EqualTo(string.Join('\n', Names.Select(name => $"==> {folder[name]} <==\nHello from {name}.\n"))));
    }

    [Test]
    public async Task Folder_FirstFileIsLast_OthersAreWrittenBeforeIt()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: true);
        answers.Hold("0.wav");
        Task<int> running = Run(answers, places: 2).InvokeAsync([.. Transcribe(folder), "--output", folder["out"]]);
        while (!File.Exists(folder["out/7.txt"]))
            await Task.Delay(5);
        Assert.That(folder["out/0.txt"], Does.Not.Exist);
        answers.Release("0.wav");
        Assert.That(await running, Is.Zero);
        Assert.That(folder["out/0.txt"], Does.Exist);
    }

    [Test]
    public async Task BrokenFiles_OthersAreDone_ErrorsInTheirPlace()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: true) { Broken = ["1.wav", "6.wav"] };
        CliRun run = Run(answers, places: 4);
        Assert.That(await run.InvokeAsync(Transcribe(folder)), Is.EqualTo(2));
        Assert.That(run.ErrorLines, Is.EqualTo(new[] { $"error: {folder["1.wav"]} is broken.", $"error: {folder["6.wav"]} is broken." }));
        Assert.That(Names.Where(name => run.Output.Contains($"Hello from {name}", StringComparison.Ordinal)), Is.EqualTo(Names.Except(answers.Broken)));
    }

    [Test]
    public async Task Bug_EndsTheOthersToo()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: false) { Bug = "2.wav" };
        answers.Release("0.wav", "1.wav", "2.wav");
        CliRun run = Run(answers, places: 4);
        Assert.That(await run.InvokeAsync(Transcribe(folder)), Is.EqualTo(70));
        Assert.That(run.ErrorLines.Single(), Does.Contain("unexpected InvalidCastException"));
        Assert.That(answers.AtWork, Is.Zero, "nothing is left behind");
        Assert.That(run.Recognizer.Disposed, Is.True);
    }

    [Test]
    public async Task Cancelled_AllStop_FinishedFilesStayAndNoOtherAppears()
    {
        using TemporaryFolder folder = new(Names);
        using CancellationTokenSource stop = new();
        Answers answers = new(open: false);
        answers.Release("0.wav", "2.wav");
        CliRun run = Run(answers, places: 3);
        Task<int> running = run.InvokeAsync(stop.Token, [.. Transcribe(folder), "--output", folder["out"]]);
        while (!File.Exists(folder["out/0.txt"]) || !File.Exists(folder["out/2.txt"]) || answers.AtWork < 3)
            await Task.Delay(5);
        await stop.CancelAsync();
        Assert.That(await running, Is.EqualTo(130));
        Assert.That(Directory.GetFileSystemEntries(folder["out"]).Select(Path.GetFileName), Is.EquivalentTo(new[] { "0.txt", "2.txt" }));
        Assert.That((answers.AtWork, run.Recognizer.Disposed, run.Error), Is.EqualTo((0, true, "")));
    }

    [Test]
    public async Task Cancelled_StandardOutput_WhatWaitedForAnEarlierFileIsPrinted()
    {
        using TemporaryFolder folder = new(Names);
        using CancellationTokenSource stop = new();
        Answers answers = new(open: false);
        answers.Release("1.wav", "3.wav");
        CliRun run = Run(answers, places: 3);
        Task<int> running = run.InvokeAsync(stop.Token, Transcribe(folder));
        // The fourth of them begins when the results of 1 and 3 have been taken.
        await answers.UntilAsync("4.wav");
        await stop.CancelAsync();
        Assert.That(await running, Is.EqualTo(130));
        Assert.That(run.Output, Is.EqualTo($"==> {folder["1.wav"]} <==\nHello from 1.wav.\n\n==> {folder["3.wav"]} <==\nHello from 3.wav.\n"));
        Assert.That((answers.AtWork, run.Recognizer.Disposed, run.Error), Is.EqualTo((0, true, "")));
    }

    [Test]
    public async Task Bug_WhatIsFinishedIsPrinted()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: false) { Bug = "2.wav" };
        answers.Release("1.wav");
        CliRun run = Run(answers, places: 3);
        Task<int> running = run.InvokeAsync(Transcribe(folder));
        await answers.UntilAsync("3.wav");
        answers.Release("2.wav");
        Assert.That(await running, Is.EqualTo(70));
        Assert.That(run.Output, Is.EqualTo($"==> {folder["1.wav"]} <==\nHello from 1.wav.\n"));
    }

    [Test]
    public async Task Resume_SkipsWhatIsThereAndKeepsAJournalAFile()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: true);
        Assert.That(await Run(answers, places: 3).InvokeAsync("transcribe", folder["3.wav"], "--output", folder["out"]), Is.Zero);
        List<string?> journals = [];
        answers.Heard = options =>
        {
            lock (journals)
                journals.Add(Path.GetFileName(options.JournalPath));
        };
        Assert.That(await Run(answers, places: 3).InvokeAsync([.. Transcribe(folder), "--output", folder["out"], "--resume"]), Is.Zero);
        Assert.That(journals, Is.EquivalentTo(Names.Where(name => name != "3.wav").Select(name => $".{Path.GetFileNameWithoutExtension(name)}.journal")));
    }

    [Test]
    public async Task Terminal_ALineForAll_WipedOffBeforeAnythingIsPrinted()
    {
        using TemporaryFolder folder = new(Names);
        Answers answers = new(open: true) { Broken = ["4.wav"], Heard = options => options.Progress!.Report(new(0, TimeSpan.FromSeconds(2), null)) };
        CliRun run = Run(answers, places: 3, terminal: true);
        Assert.That(await run.InvokeAsync(Transcribe(folder)), Is.EqualTo(2));
        // The carriage return is a line ending to CliRun.
        string[] drawn = run.Error.Split("\n\e[K");
        Assert.That(drawn, Has.Length.GreaterThan(2), "the test's own premise");
        Assert.That(drawn, Has.All.Match(@"^(error: .* is broken\.\n)?(\d of 8 files done, \d in work  \d+\.0 s  [\d.]+×)?$"));
        Assert.That(drawn.Count(part => part.StartsWith("error", StringComparison.Ordinal)), Is.EqualTo(1), "at the line's beginning");
        Assert.That(drawn[^1], Does.Not.Contain("in work"), "no line stays");
    }

    [Test]
    public void Describe_SeveralFiles_SaysHowManyAndHowFast() =>
        Assert.That(SharedProgress.Describe(3, 20, 4, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(10)), Is.EqualTo("3 of 20 files done, 4 in work  120.0 s  12.0×"));

    private static string[] Transcribe(TemporaryFolder folder) => ["transcribe", .. Names.Select(name => folder[name])];

    private static CliRun Run(Answers answers, int places, bool terminal = false) => new()
    {
        ErrorIsTerminal = terminal,
        Recognizer = new() { Info = new FakeRecognizer().Info with { ConcurrentRecordings = places }, Answer = answers.AnswerAsync },
    };

    /// <summary>Holds files back until they are released, and counts those in work.</summary>
    private sealed class Answers(bool open)
    {
        private readonly Dictionary<string, (TaskCompletionSource Begun, TaskCompletionSource May)> _files =
            Names.ToDictionary(name => name, _ => (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), New(open)));

        private int _atWork;
        private int _most;

        public IReadOnlyList<string> Broken { get; init; } = [];

        public string? Bug { get; init; }

        public Action<TranscriptionOptions> Heard { get; set; } = _ => { };

        public int AtWork => Volatile.Read(ref _atWork);

        public int MostAtOnce => _most;

        public void Hold(string name) => _files[name] = (_files[name].Begun, New(open: false));

        public void Release(params string[] names)
        {
            foreach (string name in names)
                _files[name].May.TrySetResult();
        }

        public Task UntilAsync(string name) => _files[name].Begun.Task;

        public async Task<Transcript> AnswerAsync(string path, TranscriptionOptions options, CancellationToken cancellation)
        {
            string name = Path.GetFileName(path);
            lock (_files)
                _most = Math.Max(_most, ++_atWork);
            _files[name].Begun.TrySetResult();
            try
            {
                await _files[name].May.Task.WaitAsync(cancellation);
                Heard(options);
                return name == Bug ? throw new InvalidCastException("oops") : Broken.Contains(name) ? throw new AudioFormatException($"{path} is broken.") : FakeRecognizer.Hello(path);
            }
            finally
            {
                lock (_files)
                    _atWork--;
            }
        }

        private static TaskCompletionSource New(bool open)
        {
            TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (open)
                source.SetResult();
            return source;
        }
    }
}

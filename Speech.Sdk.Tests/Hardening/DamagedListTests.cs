using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Speech.Cli.Commands.Values;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Normalization;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Export;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Evaluation.Inputs;

namespace Speech.Sdk.Tests.Hardening;

/// <summary>As <see cref="DamagedFileTests"/>, for what evaluations read, for lists that users write, and for what a hub answers.</summary>
public sealed class DamagedListTests
{
    // In most of these any text is right that has its fields: only some damage can be refused.
    private const int None = 0;

    private static readonly EvaluationClip[] Clips =
        [.. new[] { "u1", "u2", "u3" }.Select(name => new EvaluationClip { Id = $"set/{name}", Set = "set", Reference = "one two", AudioPath = $"/data/{name}.flac", Language = "en" })];

    private DataFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new DataFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("hyp.trn", "one (u1)\ntwo too (u2)\n;; by hand\nthree (u3)\n")]
    [TestCase("hyp.ctm", ";; by hand\nu2 1 0.5 0.1 too 0.9\nu2 1 0.1 0.2 two\nu1 A 0 1 one\n")]
    [TestCase("hyp", "u1 one\nu2 two too\nu3 three\n")]
    [TestCase("hyp.txt", "one\ntwo too\nthree\n")]
    [TestCase("hyp.csv", "id,hypothesis\nu1,one\nu2,\"two, too\"\n")]
    [TestCase("hyp.tsv", "path\ttext\nu1.wav\tone\nu2.wav\ttwo too\n")]
    [TestCase("hyp.jsonl", """{"audio_filepath": "/x/u1.wav", "text": "reference", "pred_text": "one"}""" + "\n" + """{"id": "u2", "text": "two too", "duration": 3.5}""")]
    public void Hypotheses(string file, string content) =>
        DamagedFiles.AssertHarmless(Encoding.UTF8.GetBytes(content), Mutation.OfText, bytes => HypothesisFile.Read(_folder.Add(file, bytes)[file], Clips), None);

    [TestCase("test-clean/1089/134686/1089-134686.trans.txt", "test-clean", "1089-134686-0000 HE HOPED\n1089-134686-0001 STUFF IT\n")]
    [TestCase("cv/test.tsv", "cv", "client_id\tpath\tsentence\tup_votes\tage\tgender\taccents\tlocale\ns1\tcv_1.mp3\t\"one\t2\ttwenties\t\t\tzh-CN\n")]
    [TestCase("cv/clip_durations.tsv", "cv", "clip\tduration[ms]\ncv_2.mp3\t9\ncv_1.mp3\t4500\n")]
    [TestCase("fleurs/de_de/test.tsv", "fleurs/de_de", "1837\t14.wav\tHello, World.\thello world\th e l l o |\t48000\tFEMALE\n")]
    [TestCase("LJSpeech-1.1/metadata.csv", "LJSpeech-1.1", "LJ001-0001|Printing, in 1450|Printing, in fourteen fifty\nLJ001-0002|x|x\n")]
    [TestCase("kaldi/text", "kaldi", "u1 one two\nu2 three\n")]
    [TestCase("kaldi/wav.scp", "kaldi", "r1 /data/r1.wav\nr2 /data/r2.wav\n")]
    [TestCase("kaldi/segments", "kaldi", "u1 r1 0.5 2.25\nu2 r2 1 3\n")]
    [TestCase("kaldi/utt2spk", "kaldi", "u1 s1\nu2 s2\n")]
    public void Corpora(string file, string corpus, string content)
    {
        _folder.Add("test-clean/1089/134686/1089-134686-0000.flac").Add("cv/clips/cv_1.mp3").Add("fleurs/de_de/test/14.wav").Add("LJSpeech-1.1/wavs/LJ001-0001.wav");
        _folder.Add("cv/test.tsv", "client_id\tpath\tsentence\tup_votes\tage\tgender\taccents\tlocale\ns1\tcv_1.mp3\tone\t2\t\t\t\tzh-CN\n");
        _folder.Add("kaldi/text", "u1 one two\nu2 three\n").Add("kaldi/wav.scp", "r1 /data/r1.wav\nr2 /data/r2.wav\n").Add("kaldi/segments", "u1 r1 0.5 2.25\nu2 r2 1 3\n");
        DamagedFiles.AssertHarmless(Encoding.UTF8.GetBytes(content), Mutation.OfText, bytes => _folder.Add(file, bytes).Read(corpus), None);
    }

    [Test]
    public void ResultLogs_OfARun()
    {
        ResultLogHeader header = new()
        {
            Run = new RunInfo { Name = "run", Model = "model", ModelHash = "aaaa", Kind = "whisper int8", Machine = "a machine", Started = DateTimeOffset.UnixEpoch },
            Clips = Clips.Length, ClipsHash = ClipsHash.Of(Clips), Shard = new ClipShard(1, 1), ShardClips = Clips.Length,
        };
        using (ResultLog log = ResultLog.Open(_folder["results.jsonl"], header))
        {
            log.Append(0, new ClipResult { Clip = Clips[0], Hypothesis = "one", Latency = TimeSpan.FromSeconds(1), Audio = TimeSpan.FromSeconds(2), Warnings = ["cut off"] }, TimeSpan.FromSeconds(1));
            log.Append(1, new ClipResult { Clip = Clips[1], Error = "broken" }, TimeSpan.FromSeconds(2));
        }

        DamagedFiles.AssertRefused(File.ReadAllBytes(_folder["results.jsonl"]), Mutation.OfText, bytes => ResultLogs.Read([_folder.Add("results.jsonl", bytes)["results.jsonl"]], partial: true));
    }

    [TestCase("rules.txt", "nfkc\nlower\nremove-brackets\nreplace /(\\d+) %/ with \"$1 percent\"\nremove \"ab\"\nwords \"words.tsv\"\n")]
    [TestCase("words.tsv", "colour\tcolor\nwon't\twill not\n")]
    public void NormalisationRules(string file, string content)
    {
        _folder.Add("rules.txt", "lower\nwords \"words.tsv\"\n").Add("words.tsv", "colour\tcolor\nwon't\twill not\n");
        DamagedFiles.AssertHarmless(
            Encoding.UTF8.GetBytes(content), Mutation.OfText,
            bytes => TextNormalizers.FromFile(_folder.Add(file, bytes)["rules.txt"]).Normalize("The colour [noise] won't be 12 % „ü“ abab"), None);
    }

    [Test]
    public void Hotwords() => DamagedFiles.AssertHarmless(
        "Kubernetes\nIstio:5.5\n\nNeuschwanstein\t-2\n"u8.ToArray(), Mutation.OfText, bytes => new HotwordList().AddFile(_folder.Add("hotwords.txt", bytes)["hotwords.txt"]), None);

    /// <summary>What a hub, or who answers in its place, says a repository holds.</summary>
    [Test]
    public void HubsList()
    {
        const string Commit = "0123456789abcdef0123456789abcdef01234567";
        byte[] list = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["sha"] = Commit,
            ["siblings"] = new JsonArray(
                new JsonObject { ["rfilename"] = "config.json", ["size"] = 2, ["blobId"] = "9e26dfeeb6e641a33dae4961196235bdb965b21b" },
                new JsonObject { ["rfilename"] = "model.safetensors", ["size"] = 1, ["lfs"] = new JsonObject { ["sha256"] = new string('a', 64), ["size"] = 1 } }),
        }.ToJsonString());
        DamagedFiles.AssertRefused(list, Mutation.OfText, bytes =>
        {
            try
            {
                using Answers hub = new(bytes);
                HubOptions options = new() { Handler = hub, Endpoint = new Uri("http://hub.test"), CacheFolder = _folder[Guid.NewGuid().ToString("N")], Converter = new CheckpointConverter(), Variable = _ => null };
                ModelHub.PullAsync("org/tiny", options).GetAwaiter().GetResult();
            }
            catch (HubException absent) when (absent.Message.Contains("the repository has no file", StringComparison.Ordinal))
            {
                // The list was taken, and there is no file behind it: that is no refusal of the list.
            }
        });
    }

    /// <summary>A hub with a list and without files.</summary>
    private sealed class Answers(byte[] list) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            request.RequestUri!.AbsolutePath.StartsWith("/api/models/", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(list) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}

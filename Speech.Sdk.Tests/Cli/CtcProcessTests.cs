using System.Diagnostics;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Cli;

/// <summary>The real executable and CTC checkpoints: converted on first use, then run.</summary>
public sealed class CtcProcessTests
{
    [TestCase("xls-r-digits")]
    [TestCase("w2v-bert-digits")]
    public async Task Transcribe_Checkpoint_SaysWhatTransformersSays(string model)
    {
        using TemporaryFolder cache = new();
        DigitSample[] samples = [.. DigitSample.All(model)];
        (int exitCode, string output, string error) = await RunAsync(
            cache, ["transcribe", .. samples.Select(sample => sample.Audio.Name), "--model", Shared.Path($"models/{model}"), "--format", "jsonl", "--word-timestamps"]);
        Assert.That(exitCode, Is.Zero, error);
        JsonNode[] transcripts = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.That(transcripts, Has.Length.EqualTo(samples.Length));
        foreach ((DigitSample sample, JsonNode transcript) in samples.Zip(transcripts))
        {
            Assert.That((string)transcript["text"]!, Is.EqualTo(sample.Text), sample.Name);
            JsonNode[] words = [.. transcript["segments"]!.AsArray().SelectMany(segment => segment!["words"]!.AsArray())!];
            Assert.That(words.Select(word => ((string)word["text"]!).Trim()), Is.EqualTo(sample.Offsets.Select(word => (string)word!["word"]!)));
            Assert.That(words.Select(word => (double)word["start"]!), Is.EqualTo(sample.Offsets.Select(word => (double)word!["start"]!)).Within(1e-6));
            Assert.That(words.Select(word => (double)word["end"]!), Is.EqualTo(sample.Offsets.Select(word => (double)word!["end"]!)).Within(1e-6));
        }
    }

    [Test]
    public async Task Stream_DigitsWithALanguageModel_AnUtteranceALine()
    {
        using TemporaryFolder cache = new();
        File.WriteAllText(cache["digits.arpa"], LanguageModelTests.Arpa());
        DigitSample[] samples = [.. DigitSample.All("xls-r-digits").Take(3)];
        byte[] wav = WavFile.Of(WavFile.Bytes(DigitSample.Join(samples, pauseSeconds: 1.5)));
        (int exitCode, string output, string error) = await RunAsync(
            cache, ["transcribe", "-", "--stream", "--quiet", "--model", Shared.Path("models/xls-r-digits"), "--lm", cache["digits.arpa"], "--lm-alpha", "0.6"], wav);
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()), Is.EqualTo(samples.Select(sample => sample.Text)));
    }

    [TestCase("--task translate --prompt x", "--task has no meaning", "--prompt has no meaning")]
    [TestCase("--long-form sequential --language de", "--long-form is Sequential", "--language is 'de'")]
    [TestCase("--lm missing.arpa", "There is no language model missing.arpa", "ARPA")]
    [TestCase("--precision int8", "holds another exporter's graphs", "leave --precision out")]
    public async Task Transcribe_WhatDoesNotFit_OneErrorThatNamesAll(string options, string first, string second)
    {
        using TemporaryFolder cache = new();
        (int exitCode, string output, string error) = await RunAsync(
            cache, ["transcribe", DigitSample.All("xls-r-digits").First().Audio.Name, "--model", Shared.Path("fixtures/ctc/foreign-onnx-wav2vec2"), "--quiet", .. options.Split(' ')]);
        Assert.That((exitCode, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.StartWith("error: ").And.Contain(first).And.Contain(second));
    }

    [Test]
    public async Task Transcribe_LanguageModelForWhisper_IsAnError()
    {
        using TemporaryFolder cache = new("a.wav");
        (int exitCode, _, string error) = await RunAsync(cache, ["transcribe", cache["a.wav"], "--lm", "x.arpa", "--quiet"]);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error, Does.Contain("--lm is x.arpa").And.Contain("only CTC models"));
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(TemporaryFolder cache, string[] arguments, byte[]? input = null)
    {
        ProcessStartInfo start = CliProcess.Start(arguments);
        start.Environment["SPEECH_CACHE"] = cache.Root;
        return ChildProcess.RunAsync(start, input);
    }
}

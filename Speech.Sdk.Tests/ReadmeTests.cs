using Speech.Sdk.Audio;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests;

/// <summary>The README's program compiles and does what it says.</summary>
public sealed class ReadmeTests
{
    [Test]
    public async Task Program_OnASample_ListsSegments()
    {
        var listing = new StringWriter();
        async Task Program(string file)
        {
            using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("whisper-base");
            Transcript transcript = await recognizer.TranscribeAsync(AudioSource.FromFile(file));
            foreach (Segment segment in transcript.Segments)
                listing.WriteLine($"{segment.Start:mm\\:ss\\.ff} {segment.Text}");
        }

        await Program(Repository.Path("samples/printing.flac"));
        Assert.That(listing.ToString(), Does.StartWith("00:00.00  Printing"));
    }

    [Test]
    public void Program_EveryStatement_IsTheOneThatRunsAbove()
    {
        string readme = File.ReadAllText(Repository.Path("README.md"));
        string program = readme.Split("```csharp")[1].Split("```")[0].Replace("\"talk.mp3\"", "file", StringComparison.Ordinal).Replace("Console.", "listing.", StringComparison.Ordinal);
        string source = File.ReadAllText(Repository.Path("Speech.Sdk.Tests/ReadmeTests.cs"));
        string[] statements = [.. program.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith("using Speech.Sdk;", StringComparison.Ordinal))];
        Assert.That(statements, Has.Length.GreaterThan(5));
        Assert.That(statements.Where(line => !source.Contains(line, StringComparison.Ordinal)), Is.Empty);
    }
}

using Speech.Cli.Inputs;
using Speech.Cli.Output;
using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Commands;

/// <summary>An embedder and the voice that others are compared with.</summary>
internal sealed class SpeakerCheck : IDisposable
{
    private readonly ISpeakerEmbedder _embedder;
    private readonly SpeakerEmbedding _reference;
    private readonly string _name;
    private readonly double _threshold;

    private SpeakerCheck(ISpeakerEmbedder embedder, SpeakerEmbedding reference, string name, double threshold) =>
        (_embedder, _reference, _name, _threshold) = (embedder, reference, name, threshold);

    /// <summary>Hears the reference; takes the embedder over.</summary>
    public static async Task<SpeakerCheck> LoadAsync(
        ISpeakerEmbedder embedder, InputFile reference, CliEnvironment environment, double? threshold, CancellationToken cancellationToken)
    {
        try
        {
            SpeakerEmbedding voice = await embedder.EmbedAsync(AudioSources.Open(reference, environment.OpenInput), null, cancellationToken).ConfigureAwait(false);
            foreach (string warning in voice.Warnings)
                environment.Error.WriteLine($"warning: {reference.DisplayName}: {warning}");
            return new SpeakerCheck(embedder, voice, reference.Name, threshold ?? embedder.Info.Threshold);
        }
        catch
        {
            embedder.Dispose();
            throw;
        }
    }

    public async Task<SpeakerMatch> MatchAsync(AudioSource audio, IProgress<TranscriptionProgress>? progress, CancellationToken cancellationToken)
    {
        SpeakerEmbedding embedding = await _embedder.EmbedAsync(audio, new EmbeddingOptions { Progress = progress }, cancellationToken).ConfigureAwait(false);
        return new SpeakerMatch(_name, embedding, new SpeakerVerification(_reference.CosineSimilarity(embedding), _threshold));
    }

    public void Dispose() => _embedder.Dispose();
}

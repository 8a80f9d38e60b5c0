using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Models.Whisper.Journal;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// One call: in rounds, the next window of up to BatchSize passages, of one recording or of many, is encoded and decoded together. A recording
/// that fails is dropped where the results take its error; what the others get does not depend on it.
/// </summary>
internal sealed class BatchTranscription(TranscriptionPlan plan, WindowJournal? journal, ITranscriptSink results, CancellationToken cancellationToken)
{
    /// <returns>Whether every recording has a transcript.</returns>
    public bool Run(IReadOnlyList<AudioSource> audios)
    {
        using InferenceCall call = new(cancellationToken);
        using OpenRecordings recordings = new(plan, audios, new RecordingOpener(plan, call), results);
        using WindowRounds rounds = new(plan, journal, recordings, call);
        do
        {
            recordings.Fill();
            rounds.Next();
            recordings.Finish();
            NativeHeap.GiveBackNowAndThen();
        }
        while (!recordings.AreDone);
        return !recordings.AnyFailed;
    }
}

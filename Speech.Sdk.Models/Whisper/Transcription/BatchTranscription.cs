using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Models.Whisper.Journal;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// One call: in rounds, the next window of up to BatchSize passages, of one recording or of many, is encoded and decoded together; each worker has rounds of its own. A
/// recording that fails is dropped where the results take its error; what the others get does not depend on it.
/// </summary>
internal sealed class BatchTranscription(TranscriptionPlan plan, WindowJournal? journal, ITranscriptSink results, CancellationToken cancellationToken)
{
    /// <returns>Whether every recording has a transcript.</returns>
    public bool Run(IReadOnlyList<AudioSource> audios)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using InferenceCall call = new(stop.Token);
        using OpenRecordings recordings = new(plan, audios, new RecordingOpener(plan, call), results);
        CallWorkers workers = new(plan.Workers, stop);
        try
        {
            workers.Run(() => Work(recordings, workers, stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Of the caller's token, not of ours.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        return !recordings.AnyFailed;
    }

    private void Work(OpenRecordings recordings, CallWorkers workers, CancellationToken stop)
    {
        using InferenceCall call = new(stop);
        using WindowRounds rounds = new(plan, journal, recordings, workers, call);
        while (workers.MayGoOn)
        {
            recordings.Fill();
            IReadOnlyList<OpenPassage> round = recordings.NextRound();
            if (round.Count > 0)
                rounds.Run(round);
            recordings.Finish(round);
            NativeHeap.GiveBackNowAndThen();
            if (recordings.AreDone)
                return;
            if (round.Count > 0)
                workers.WakeOthers();
            else if (recordings.AnyInRounds)
                workers.WaitForOthers();
        }
    }
}

using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Telemetry;

/// <summary>A recording that has a task of its own, measured.</summary>
internal static class MeasuredRecording
{
    /// <param name="info">The recogniser.</param>
    /// <param name="index">Which recording of the call it is.</param>
    /// <param name="transcribe">Transcribes it.</param>
    public static async Task<Transcript> RunAsync(RecognizerInfo info, int index, Func<Task<Transcript>> transcribe)
    {
        if (!Instruments.AreHeard)
            return await transcribe().ConfigureAwait(false);
        Measurement measurement = Measurement.OfRecording(info, index);
        try
        {
            Transcript transcript = await transcribe().ConfigureAwait(false);
            measurement.Complete(transcript);
            return transcript;
        }
        catch (Exception error)
        {
            measurement.Fail(error);
            throw;
        }
    }
}

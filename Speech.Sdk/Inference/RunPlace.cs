namespace Speech.Sdk.Inference;

/// <summary>What a run has while it goes on: a place among those of its session, and a turn among those of CUDA.</summary>
internal readonly struct RunPlace(RunGate.Place place, CudaTurns.Turn turn) : IDisposable
{
    public void Dispose()
    {
        turn.Dispose();
        place.Dispose();
    }
}

using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A model's graphs that break at one step as soon as a window of silence is in it.</summary>
internal sealed class BreakingGraphs(IWhisperGraphs graphs, WhisperStep step, Func<Exception> error) : IWhisperGraphs
{
    public ExecutionProvider Provider => graphs.Provider;

    public IReadOnlyList<OrtSession> Sessions => graphs.Sessions;

    public bool CanAlign => graphs.CanAlign;

    public bool TakesShortWindows => graphs.TakesShortWindows;

    public bool MixesLengths => graphs.MixesLengths;

    public IEncodedWindows CreateWindows(int count, int frames) => new Windows(graphs.CreateWindows(count, frames), step, error);

    public void Dispose() => graphs.Dispose();

    private sealed class Windows(IEncodedWindows windows, WhisperStep step, Func<Exception> error) : IEncodedWindows
    {
        private readonly HashSet<int> _silent = [];

        private int _written;

        public Span<float> Mel => windows.Mel;

        public Span<float> MelOf(int frames)
        {
            Span<float> mel = windows.MelOf(frames);
            _written = mel.Length;
            return mel;
        }

        public void Encode(InferenceCall call, int index)
        {
            _silent.Remove(index);
            if (!Mel[.._written].ContainsAnyExcept(Mel[0]))
                _silent.Add(index);
            Break(WhisperStep.Encoding, [index]);
            windows.Encode(call, index);
        }

        public IWhisperDecoderState Start(InferenceCall call, IReadOnlyList<int> which, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow)
        {
            // The language is asked for behind the start token alone.
            Break(prompts[0].Length == 1 ? WhisperStep.Detection : WhisperStep.Decoding, which);
            return windows.Start(call, which, prompts, scoredPositions, rowsPerWindow);
        }

        public AlignmentScores Align(InferenceCall call, int window, ReadOnlySpan<int> tokens) => windows.Align(call, window, tokens);

        public void Dispose() => windows.Dispose();

        private void Break(WhisperStep now, IReadOnlyList<int> which)
        {
            if (now == step && which.Any(_silent.Contains))
                throw error();
        }
    }
}

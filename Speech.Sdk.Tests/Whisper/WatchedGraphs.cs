using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A model's graphs that note which windows are decoded together.</summary>
internal sealed class WatchedGraphs(IWhisperGraphs graphs) : IWhisperGraphs
{
    private int _held;

    /// <summary>Of each run of the decoder behind prompts: the frames that there is room for, and how many windows they are.</summary>
    public List<(int Frames, int Windows)> Decoded { get; } = [];

    /// <summary>The frames of each window that was written to be encoded.</summary>
    public List<int> Encoded { get; } = [];

    /// <summary>The most sets of windows that were held at a time.</summary>
    public int MostHeld { get; private set; }

    public ExecutionProvider Provider => graphs.Provider;

    public IReadOnlyList<OrtSession> Sessions => graphs.Sessions;

    public bool CanAlign => graphs.CanAlign;

    public bool TakesShortWindows => graphs.TakesShortWindows;

    public bool MixesLengths => graphs.MixesLengths;

    public IEncodedWindows CreateWindows(int count, int frames)
    {
        MostHeld = Math.Max(MostHeld, ++_held);
        return new Windows(this, graphs.CreateWindows(count, frames), frames);
    }

    public void Dispose() => graphs.Dispose();

    private sealed class Windows(WatchedGraphs watched, IEncodedWindows windows, int frames) : IEncodedWindows
    {
        public Span<float> Mel => windows.Mel;

        public Span<float> MelOf(int frames)
        {
            watched.Encoded.Add(frames);
            return windows.MelOf(frames);
        }

        public void Encode(InferenceCall call, int index) => windows.Encode(call, index);

        public IWhisperDecoderState Start(InferenceCall call, IReadOnlyList<int> which, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow)
        {
            watched.Decoded.Add((frames, which.Count));
            return windows.Start(call, which, prompts, scoredPositions, rowsPerWindow);
        }

        public AlignmentScores Align(InferenceCall call, int window, ReadOnlySpan<int> tokens) => windows.Align(call, window, tokens);

        public void Dispose()
        {
            watched._held--;
            windows.Dispose();
        }
    }
}

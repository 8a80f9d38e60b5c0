using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Foreign;

/// <summary>
/// Graphs that optimum exported. They return a new, longer cache at each step and know no padding, so windows are decoded
/// one after another: right, and as fast as such graphs are.
/// </summary>
internal sealed class OptimumGraphs : IWhisperGraphs
{
    private OptimumGraphs(WhisperConfig config, OrtSession encoder, OrtSession prompt, OrtSession step)
    {
        Config = config;
        Encoder = encoder;
        PromptDecoder = prompt;
        StepDecoder = step;
    }

    public WhisperConfig Config { get; }

    public OrtSession Encoder { get; }

    public OrtSession PromptDecoder { get; }

    /// <summary>The same session as <see cref="PromptDecoder"/> where the decoder is merged.</summary>
    public OrtSession StepDecoder { get; }

    public ExecutionProvider Provider => Encoder.Provider;

    public IReadOnlyList<OrtSession> Sessions => StepDecoder == PromptDecoder ? [Encoder, PromptDecoder] : [Encoder, PromptDecoder, StepDecoder];

    /// <summary>Optimum exports no graph that gives the cross-attention away.</summary>
    public bool CanAlign => false;

    /// <summary>Its encoder adds all positions.</summary>
    public bool TakesShortWindows => false;

    public bool MixesLengths => false;

    /// <exception cref="ModelFolderException">A graph is broken or has other inputs than optimum's.</exception>
    public static OptimumGraphs Load(OptimumLayout layout, WhisperConfig config, ProviderOptions provider, int threads)
    {
        List<OrtSession> loaded = [];
        try
        {
            OrtSession Add(string path)
            {
                loaded.Add(OrtSession.Load(path, provider, threads, new SessionUse(IsGated: path == layout.Encoder)));
                return loaded[^1];
            }

            OrtSession encoder = Add(layout.Encoder);
            OrtSession prompt = Add(layout.Decoder);
            OrtSession step = layout.DecoderWithPast is { } path ? Add(path) : prompt;
            Expect(encoder, "input_features");
            Expect(prompt, "input_ids");
            Expect(step, "past_key_values.0.decoder.key");
            if (!step.HasInput($"past_key_values.{config.DecoderLayers - 1}.decoder.key") || step.HasInput($"past_key_values.{config.DecoderLayers}.decoder.key"))
                throw new ModelFolderException($"{step.ModelPath} does not have the {config.DecoderLayers} decoder layers that config.json says; graphs and config.json must come from one export.");
            return new OptimumGraphs(config, encoder, prompt, step);
        }
        catch
        {
            foreach (OrtSession session in loaded)
                session.Dispose();
            throw;
        }
    }

    public IEncodedWindows CreateWindows(int count, int frames) => new OptimumWindows(this, count, frames);

    public void Dispose()
    {
        Encoder.Dispose();
        PromptDecoder.Dispose();
        if (StepDecoder != PromptDecoder)
            StepDecoder.Dispose();
    }

    private static void Expect(OrtSession session, string input)
    {
        if (!session.HasInput(input))
            throw new ModelFolderException($"{session.ModelPath} has no input '{input}'; expected a Whisper graph as optimum exports it.");
    }
}

using System.Security.Cryptography;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.KyutaiStt.Codec;
using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.TextModel;
using Speech.Sdk.Models.KyutaiStt.Words;
using Speech.Sdk.Tokens.SentencePiece;

namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>Kyutai's delayed-streams speech to text: Mimi's codes of a frame in, a text token out.</summary>
internal sealed class KyutaiSttFamily : IModelFamily
{
    public const string FamilyName = "kyutai-stt";

    private const int DefaultStreams = 16;

    // What the heads of published checkpoints tell.
    private static readonly double[] Horizons = [0.5, 1, 2, 3];

    public string Name => FamilyName;

    public bool CanLoadForeign(ModelFolder folder) => false;

    public ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options) => new KyutaiSttRecognizer(LoadModel(folder, options));

    /// <exception cref="ModelFolderException">The folder is broken, or its parts do not fit.</exception>
    public static KyutaiSttModel LoadModel(ModelFolder folder, RecognizerOptions options)
    {
        KyutaiSttConfig config = KyutaiSttConfig.Read(folder);
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(SentencePieceFiles.Find(folder.Path, config.Tokenizer));
        string precision = folder.Manifest!.Precision;
        ProviderReport provider = ExecutionProviders.Choose(options.ExecutionProvider, ModelFits.Of(folder));
        List<IDisposable> owned = [];
        FrameEncoder? encoder = null;
        TextSteps? text = null;
        try
        {
            // Codes are decided by the last digit, and the states of streams lie in the machine's own memory.
            OrtSession Load(string role, ProviderOptions where, SessionUse use = default)
            {
                OrtSession session = OrtSession.Load(Graph(folder, role), where, options.Threads, use);
                owned.Add(session);
                return session;
            }

            OrtSession recording = Load("codec", ExecutionProvider.Cpu);
            encoder = new FrameEncoder(Load("codec-step", ExecutionProvider.Cpu));
            OrtSession steps = Load("text-step", provider.Chosen, new SessionUse(Captures: true));
            text = new TextSteps(steps, config.RotaryBase);
            Check(folder, config, encoder, text);
            KyutaiSttTiming timing = config.Timing(encoder.FrameSamples);
            int streams = options.MaxStreams ?? DefaultStreams;
            return new KyutaiSttModel
            {
                Name = folder.Name,
                Precision = precision,
                Provider = provider.Chosen.Provider,
                ProviderReport = provider.With(steps),
                Timing = timing,
                Pool = new StreamPool(encoder, text, config.InitialToken, config.InitialCode, streams),
                MaxStreams = streams,
                Codebooks = config.Codebooks,
                Horizons = [.. Horizons.Take(text.PauseHeads).Select(TimeSpan.FromSeconds)],
                RecordingEncoder = () => new RecordingEncoder(recording),
                Timeline = () => new WordTimeline(tokenizer, timing.Clock, config.TextIds),
                IsText = id => config.TextIds.MayBeText(id) && tokenizer.Contains(id),
                Hash = SHA256.HashData(File.ReadAllBytes(folder.PathOf(ModelManifest.FileName))),
                Owned = owned,
            };
        }
        catch
        {
            text?.Dispose();
            encoder?.Dispose();
            owned.ForEach(one => one.Dispose());
            throw;
        }
    }

    private static void Check(ModelFolder folder, KyutaiSttConfig config, FrameEncoder encoder, TextSteps text)
    {
        if (encoder.Codebooks != config.Codebooks)
            throw new ModelFolderException($"{folder.Path}: the codec gives {encoder.Codebooks} codes a frame, the language model reads {config.Codebooks}; both must come from one checkpoint. Export it again.");
        if (text.PauseHeads > Horizons.Length)
            throw new ModelFolderException($"{folder.Path}: the model has {text.PauseHeads} pause heads; this version knows what {Horizons.Length} of them tell. Use a newer version.");
    }

    private static string Graph(ModelFolder folder, string role) => folder.Manifest!.Graphs.TryGetValue(role, out string? file) ? folder.PathOf(file) : throw new ModelFolderException(
        $"{folder.Path} holds no {role} graph but {string.Join(", ", folder.Manifest.Graphs.Keys)}; export the checkpoint again.");
}

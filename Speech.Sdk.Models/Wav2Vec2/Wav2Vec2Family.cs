using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.SpeechHeads;

namespace Speech.Sdk.Models.Wav2Vec2;

/// <summary>wav2vec 2.0 and what was made of it: XLSR, XLS-R, MMS.</summary>
internal sealed class Wav2Vec2Family : IModelFamily, ICtcFamily, IClassifierFamily, IEmbedderFamily
{
    public string Name => "wav2vec2";

    public bool CanLoadForeign(ModelFolder folder) => ForeignCtcGraph.IsOf(folder, Name);

    public ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options) => new CtcRecognizer(LoadCtc(folder, options));

    public CtcModel LoadCtc(ModelFolder folder, RecognizerOptions options) =>
        CtcLoader.Load(folder, options, Name, new Wav2Vec2FrontEnd(folder), "waveform", "input_values");

    public IAudioClassifier LoadClassifier(ModelFolder folder, RecognizerOptions options) => SpeechHeadLoader.Classifier(folder, options, Source(folder));

    public ISpeakerEmbedder LoadEmbedder(ModelFolder folder, RecognizerOptions options) => SpeechHeadLoader.Embedder(folder, options, Source(folder));

    private HeadSource Source(ModelFolder folder) => new(Name, new Wav2Vec2FrontEnd(folder), "waveform", "input_values");
}

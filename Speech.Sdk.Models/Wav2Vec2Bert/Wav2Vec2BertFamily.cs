using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.SpeechHeads;

namespace Speech.Sdk.Models.Wav2Vec2Bert;

/// <summary>Wav2Vec2-BERT: a Conformer over log-mel features.</summary>
internal sealed class Wav2Vec2BertFamily : IModelFamily, ICtcFamily, IClassifierFamily, IEmbedderFamily
{
    public string Name => "wav2vec2-bert";

    public bool CanLoadForeign(ModelFolder folder) => ForeignCtcGraph.IsOf(folder, Name);

    public ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options) => new CtcRecognizer(LoadCtc(folder, options));

    public CtcModel LoadCtc(ModelFolder folder, RecognizerOptions options) =>
        CtcLoader.Load(folder, options, Name, new Wav2Vec2BertFrontEnd(folder), "features", "input_features");

    public IAudioClassifier LoadClassifier(ModelFolder folder, RecognizerOptions options) => SpeechHeadLoader.Classifier(folder, options, Source(folder));

    // Only the padded graph can be told of the half row that an x-vector hears.
    public ISpeakerEmbedder LoadEmbedder(ModelFolder folder, RecognizerOptions options) =>
        SpeechHeadLoader.Embedder(folder, options, Source(folder), ModelUse.Embedder + "-padded");

    private HeadSource Source(ModelFolder folder) => new(Name, new Wav2Vec2BertFrontEnd(folder), "features", "input_features");
}

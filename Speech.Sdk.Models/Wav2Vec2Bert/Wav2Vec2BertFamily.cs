using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Wav2Vec2Bert;

/// <summary>Wav2Vec2-BERT: a Conformer over log-mel features.</summary>
internal sealed class Wav2Vec2BertFamily : IModelFamily, ICtcFamily
{
    public string Name => "wav2vec2-bert";

    public bool CanLoadForeign(ModelFolder folder) => ForeignCtcGraph.IsOf(folder, Name);

    public ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options) => new CtcRecognizer(LoadCtc(folder, options));

    public CtcModel LoadCtc(ModelFolder folder, RecognizerOptions options) =>
        CtcLoader.Load(folder, options, Name, new Wav2Vec2BertFrontEnd(folder), "features", "input_features");
}

using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Families;

/// <summary>What a family implements besides <see cref="IModelFamily"/> if its models score every frame for CTC, by which a known text can be aligned.</summary>
internal interface ICtcFamily
{
    /// <summary>Loads the parts of a model.</summary>
    /// <exception cref="ModelFolderException">The folder holds no CTC model, or is broken.</exception>
    CtcModel LoadCtc(ModelFolder folder, RecognizerOptions options);
}

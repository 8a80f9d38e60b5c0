using Speech.Sdk.Models.FrontEnds;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>What differs between families whose models end in the same heads.</summary>
/// <param name="Family">The family's name.</param>
/// <param name="FrontEnd">Makes the graph's input.</param>
/// <param name="Inputs">What that input is called, by this SDK's exporter and by others.</param>
internal sealed record HeadSource(string Family, IFrontEnd FrontEnd, params string[] Inputs);

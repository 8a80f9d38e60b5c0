// Writes Speech.Sdk/Vad/Model/silero-vad.onnx anew: dotnet run eng/silero-vad.cs -- PUBLISHED OUTPUT. PUBLISHED is the graph of Silero's release.
#:project ../tools/export-onnx/Speech.Sdk.Export.csproj
#:property AssemblyName=Speech.Sdk.SileroVad
using Speech.Sdk.Export.SileroVad;

if (args is not [string published, string output])
{
    Console.Error.WriteLine("usage: dotnet run eng/silero-vad.cs -- PUBLISHED OUTPUT");
    return 2;
}

SileroSequenceGraph.Write(published, output);
return 0;

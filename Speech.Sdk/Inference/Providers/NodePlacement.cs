using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Providers;

/// <summary>
/// Which provider each operator of a loaded graph was given to. The managed binding does not have it, so this reads ONNX Runtime's table of functions
/// (onnxruntime_c_api.h, 1.24 and later), whose order never changes.
/// </summary>
internal static unsafe class NodePlacement
{
    /// <summary>Has a session remember it.</summary>
    public const string RecordKey = "session.record_ep_graph_assignment_info";

    private const uint Version = 24;
    private const int ErrorMessage = 2;
    private const int ReleaseStatus = 93;
    private const int Subgraphs = 407;
    private const int ProviderOf = 408;
    private const int NodesOf = 409;
    private const int OperatorOf = 412;

    /// <summary>How many operators of each kind each provider got, by ONNX Runtime's names of the providers.</summary>
    /// <exception cref="SpeechException">The session was made without <see cref="RecordKey"/>.</exception>
    public static IReadOnlyDictionary<(string Provider, string Operator), int> Of(InferenceSession session)
    {
        nint* api = Api();
        Dictionary<(string, string), int> counts = [];
        nint* subgraphs;
        nuint subgraphCount;
        nint handle = Handle(session);
        Check(api, ((delegate* unmanaged<nint, nint**, nuint*, nint>)api[Subgraphs])(handle, &subgraphs, &subgraphCount));
        for (nuint subgraph = 0; subgraph < subgraphCount; subgraph++)
        {
            string provider = Text(api, ProviderOf, subgraphs[subgraph]);
            nint* nodes;
            nuint nodeCount;
            Check(api, ((delegate* unmanaged<nint, nint**, nuint*, nint>)api[NodesOf])(subgraphs[subgraph], &nodes, &nodeCount));
            for (nuint node = 0; node < nodeCount; node++)
            {
                (string, string) key = (provider, Text(api, OperatorOf, nodes[node]));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        GC.KeepAlive(session);
        return counts;
    }

    private static string Text(nint* api, int function, nint what)
    {
        nint text;
        Check(api, ((delegate* unmanaged<nint, nint*, nint>)api[function])(what, &text));
        return Marshal.PtrToStringUTF8(text) ?? "";
    }

    private static void Check(nint* api, nint status)
    {
        if (status == 0)
            return;
        string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)api[ErrorMessage])(status)) ?? "";
        ((delegate* unmanaged<nint, void>)api[ReleaseStatus])(status);
        throw new SpeechException($"ONNX Runtime does not say where operators run: {message}");
    }

    private static nint* Api()
    {
        nint library = NativeLibrary.Load("onnxruntime", typeof(InferenceSession).Assembly, null);
        nint apiBase = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        nint api = (*(delegate* unmanaged<uint, nint>*)apiBase)(Version);
        return api != 0 ? (nint*)api : throw new SpeechException($"ONNX Runtime is older than 1.{Version} and does not say where operators run; use 1.{Version} or later.");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    private static extern nint Handle(InferenceSession session);
}

using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Inference;

/// <summary>
/// The inferences of a caller, or of one of a call's workers: cancelling its token stops the running one between two operators. Not for use by two threads at
/// a time; sessions are shared, calls are not.
/// </summary>
internal sealed class InferenceCall : IDisposable
{
    // An error is an exception's to tell; ONNX Runtime would also log that a run inside an If was stopped.
    private readonly RunOptions _options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly CancellationTokenRegistration _registration;
    private RunOptions? _capturedOptions;

    public InferenceCall(CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, _options);
    }

    public CancellationToken Token { get; }

    /// <summary>Runs the graph over what is bound; inputs and outputs stay bound.</summary>
    /// <param name="session">The graph.</param>
    /// <param name="binding">What it reads and writes.</param>
    /// <param name="captured">The number of the captured run, where the session captures.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    public void Run(OrtSession session, OrtIoBinding binding, int captured = CapturedRuns.None)
    {
        Token.ThrowIfCancellationRequested();
        using RunPlace place = session.Enter(Token);
        // A capture that is stopped half-way would be replayed so: the token, which was asked above, does not reach it.
        RunOptions options = captured == CapturedRuns.None ? _options : _capturedOptions ??= new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            if (session.CapturesSteps)
                CapturedRuns.Name(options, captured);
            session.Native.RunWithBinding(options, binding);
        }
        catch (OnnxRuntimeException e)
        {
            throw Translate(session, e, Token);
        }
    }

    /// <summary>Runs the graph and returns new tensors, which the caller disposes.</summary>
    /// <inheritdoc cref="Run(OrtSession, OrtIoBinding, int)" path="/exception"/>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        OrtSession session, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputs)
    {
        Token.ThrowIfCancellationRequested();
        using RunPlace place = session.Enter(Token);
        try
        {
            return session.Native.Run(_options, inputs, outputs);
        }
        catch (OnnxRuntimeException e)
        {
            throw Translate(session, e, Token);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _options.Dispose();
        _capturedOptions?.Dispose();
        NativeHeap.GiveBackNowAndThen();
    }

    /// <summary>What a run that ended in an error was stopped by.</summary>
    public static Exception Translate(OrtSession session, OnnxRuntimeException error, CancellationToken token) => token.IsCancellationRequested
        ? new OperationCanceledException("The inference was cancelled.", error, token)
        : new SpeechException($"{session.ModelPath}: inference failed on {session.Provider}. ONNX Runtime says: {OneLine.Of(error)}", error);
}

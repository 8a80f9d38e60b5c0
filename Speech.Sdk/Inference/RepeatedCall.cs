using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>Inferences that one caller makes again and again, each with a token of its own, without managed allocations. Not for two threads at a time.</summary>
internal sealed class RepeatedCall : IDisposable
{
    private readonly RunOptions _options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    /// <summary>Runs the graph over what is bound; inputs and outputs stay bound.</summary>
    /// <param name="session">The graph.</param>
    /// <param name="binding">What it reads and writes.</param>
    /// <param name="cancellationToken">Stops it; a captured run only before it begins.</param>
    /// <param name="captured">The number of the captured run, where the session captures.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    public void Run(OrtSession session, OrtIoBinding binding, CancellationToken cancellationToken, int captured = CapturedRuns.None)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using RunPlace place = session.Enter(cancellationToken);
        _options.Terminate = false;
        // A capture that is stopped half-way would be replayed so.
        using CancellationTokenRegistration registration = captured == CapturedRuns.None
            ? cancellationToken.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, _options)
            : default;
        if (session.CapturesSteps)
            CapturedRuns.Name(_options, captured);
        try
        {
            session.Native.RunWithBinding(_options, binding);
        }
        catch (OnnxRuntimeException e)
        {
            throw InferenceCall.Translate(session, e, cancellationToken);
        }
    }

    public void Dispose() => _options.Dispose();
}

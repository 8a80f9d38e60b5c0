using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>Gives the results of a call on, as they come or in the order of its recordings; then one waits for those before it. Thread-safe.</summary>
/// <param name="inOrder">Whether they wait.</param>
/// <param name="print">Takes them; never called twice at once.</param>
internal sealed class ResultOrder(bool inOrder, Action<RecordingResult> print)
{
    private readonly Lock _printing = new();
    private readonly SortedList<int, RecordingResult> _waiting = [];
    private int _next;
    private bool _closed;

    public void Add(RecordingResult result)
    {
        lock (_printing)
        {
            if (_closed)
                return;
            if (!inOrder)
            {
                print(result);
                return;
            }

            _waiting.Add(result.Index, result);
            while (_waiting.Remove(_next, out RecordingResult? next))
            {
                _next++;
                print(next);
            }
        }
    }

    /// <summary>Gives on what waits for results that will not come; what comes all the same is dropped.</summary>
    public void Close()
    {
        lock (_printing)
        {
            _closed = true;
            foreach (RecordingResult result in _waiting.Values)
                print(result);
            _waiting.Clear();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>A line on standard error for files that are heard together; it is wiped off before anything else is printed.</summary>
/// <param name="error">The terminal.</param>
/// <param name="files">How many files there are.</param>
/// <param name="width">The terminal's columns.</param>
internal sealed class SharedProgress(TextWriter error, int files, Func<int> width) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);

    private readonly Lock _drawing = new();
    private readonly StatusLine _line = new(error, width);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _begun;
    private int _done;
    private TimeSpan _heard;
    private TimeSpan _nextDraw;
    private bool _over;

    /// <summary>Takes part in the progress of a call.</summary>
    public Call Begin() => new(this);

    public void Dispose()
    {
        lock (_drawing)
        {
            _over = true;
            _line.Erase();
        }
    }

    /// <summary>What the line says.</summary>
    internal static string Describe(int done, int files, int atWork, TimeSpan heard, TimeSpan elapsed)
    {
        double speed = elapsed > TimeSpan.Zero ? heard / elapsed : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{done} of {files} files done, {atWork} in work  {heard.TotalSeconds:0.0} s  {speed:0.0}×");
    }

    private void Draw()
    {
        if (_begun > _done && !_over)
            _line.Show(Describe(_done, files, _begun - _done, _heard, _watch.Elapsed));
        else
            _line.Erase();
        _nextDraw = _watch.Elapsed + Interval;
    }

    /// <summary>The progress of files that are heard by one call.</summary>
    public sealed class Call(SharedProgress whole) : IProgress<TranscriptionProgress>
    {
        private readonly Dictionary<int, TimeSpan> _positions = [];

        public void Report(TranscriptionProgress value)
        {
            lock (whole._drawing)
            {
                Begin(value.Index);
                whole._heard += value.Position - _positions[value.Index];
                _positions[value.Index] = value.Position;
                if (whole._watch.Elapsed >= whole._nextDraw)
                    whole.Draw();
            }
        }

        /// <summary>Prints, for good, what has come of a file.</summary>
        public void Print(int index, Action print)
        {
            lock (whole._drawing)
            {
                Begin(index);
                whole._done++;
                whole._line.Erase();
                print();
                whole.Draw();
            }
        }

        // A file may be done before it reports anything, and its last report may come behind its result.
        private void Begin(int index)
        {
            if (_positions.TryAdd(index, TimeSpan.Zero))
                whole._begun++;
        }
    }
}

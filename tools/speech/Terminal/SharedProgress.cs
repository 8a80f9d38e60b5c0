using System.Diagnostics;
using System.Globalization;
using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>A line on standard error for files that are in work at once; it is wiped off before anything else is printed.</summary>
/// <param name="error">The terminal.</param>
/// <param name="files">How many files there are.</param>
/// <param name="width">The terminal's columns.</param>
internal sealed class SharedProgress(TextWriter error, int files, Func<int> width) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);

    private readonly Lock _drawing = new();
    private readonly StatusLine _line = new(error, width);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _atWork;
    private int _done;
    private TimeSpan _heard;
    private TimeSpan _nextDraw;

    public async Task<T> RunAsync<T>(string name, Func<IProgress<TranscriptionProgress>?, Task<T>> work)
    {
        lock (_drawing)
            _atWork++;
        try
        {
            return await work(new Part(this)).ConfigureAwait(false);
        }
        finally
        {
            lock (_drawing)
            {
                _atWork--;
                _done++;
                Draw();
            }
        }
    }

    public void Print(Action print)
    {
        lock (_drawing)
        {
            _line.Erase();
            print();
            Draw();
        }
    }

    /// <summary>What the line says.</summary>
    internal static string Describe(int done, int files, int atWork, TimeSpan heard, TimeSpan elapsed)
    {
        double speed = elapsed > TimeSpan.Zero ? heard / elapsed : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{done} of {files} files done, {atWork} in work  {heard.TotalSeconds:0.0} s  {speed:0.0}×");
    }

    private void Add(TimeSpan heard)
    {
        lock (_drawing)
        {
            _heard += heard;
            if (_watch.Elapsed >= _nextDraw)
                Draw();
        }
    }

    private void Draw()
    {
        if (_atWork > 0)
            _line.Show(Describe(_done, files, _atWork, _heard, _watch.Elapsed));
        else
            _line.Erase();
        _nextDraw = _watch.Elapsed + Interval;
    }

    private sealed class Part(SharedProgress whole) : IProgress<TranscriptionProgress>
    {
        private TimeSpan _position;

        public void Report(TranscriptionProgress value)
        {
            whole.Add(value.Position - _position);
            _position = value.Position;
        }
    }
}

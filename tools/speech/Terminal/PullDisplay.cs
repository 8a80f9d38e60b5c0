using System.Diagnostics;
using System.Globalization;
using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>Shows a download and a conversion: a line on a terminal that is written over and vanishes, elsewhere a note for every tenth.</summary>
internal sealed class PullDisplay : IProgress<DownloadProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);

    private readonly CliEnvironment _environment;
    private readonly Action<string> _note;
    private readonly string _model;
    private readonly StatusLine? _line;
    private readonly Lock _drawing = new();
    private readonly Stopwatch _watch = new();
    private long _before;
    private int _tenths;
    private TimeSpan _nextDraw;

    /// <param name="environment">Where it is shown.</param>
    /// <param name="model">What is pulled.</param>
    /// <param name="note">Prints a note.</param>
    /// <param name="quiet">Whether nothing is shown.</param>
    public PullDisplay(CliEnvironment environment, string model, Action<string> note, bool quiet)
    {
        (_environment, _model, _note) = (environment, model, note);
        _line = environment.ErrorIsTerminal && !quiet ? new StatusLine(environment.Error, environment.ErrorWidth) : null;
    }

    /// <summary>Shows a conversion; null where there is no terminal to show it on.</summary>
    public IProgress<double>? OfConversion => _line is null ? null : new Conversion(this);

    /// <summary>What a model is pulled with.</summary>
    public HubOptions Options(ModelPrecision? precision) => new()
    {
        Variable = _environment.Variable, Converter = _environment.Converter, Precision = precision, Progress = this,
        ConversionProgress = OfConversion, Note = Note,
    };

    public void Report(DownloadProgress value)
    {
        lock (_drawing)
        {
            if (!_watch.IsRunning)
                Begin(value);
            if (_line is not null)
                Draw(Describe(_model, value, _before, _watch.Elapsed));
            else if (Tenths(value) is var tenths && tenths > _tenths)
                _note(string.Create(CultureInfo.InvariantCulture, $"{_model}: {10 * (_tenths = tenths)} % of {Megabytes(value.Total)} downloaded."));
        }
    }

    public void Dispose()
    {
        lock (_drawing)
            _line?.Erase();
    }

    /// <summary>What the line says.</summary>
    internal static string Describe(string model, DownloadProgress progress, long before, TimeSpan elapsed)
    {
        double speed = elapsed > TimeSpan.Zero ? (progress.Bytes - before) / elapsed.TotalSeconds : 0;
        string left = TimeLeft.Estimate(progress.Bytes - before, progress.Total - before, elapsed) is { } time ? $"  {TimeLeft.Describe(time)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{model}  {progress.Bytes / 1e6:0} of {Megabytes(progress.Total)}  {speed / 1e6:0.0} MB/s{left}  {progress.File}");
    }

    private void Begin(DownloadProgress value)
    {
        _watch.Start();
        _before = value.Bytes;
        _tenths = Tenths(value);
    }

    private static int Tenths(DownloadProgress value) => value.Total == 0 ? 10 : (int)(10 * value.Bytes / value.Total);

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e6):0} MB");

    private void Note(string text)
    {
        lock (_drawing)
        {
            _line?.Erase();
            _note(text);
        }
    }

    private void Draw(string text)
    {
        if (_watch.Elapsed < _nextDraw)
            return;
        _line!.Show(text);
        _nextDraw = _watch.Elapsed + Interval;
    }

    private sealed class Conversion(PullDisplay display) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (display._drawing)
            {
                display._watch.Start();
                display.Draw(string.Create(CultureInfo.InvariantCulture, $"{display._model}  converting  {100 * value:0} %"));
            }
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using Speech.Sdk.Audio.Wav;

namespace Speech.Sdk.Audio.Ffmpeg;

/// <summary>
/// Decodes whatever the installed ffmpeg can: the program writes the first audio track as a float32 WAV in its own rate and
/// channels to a pipe, which is read as it comes. A recording that is no file is spooled to a temporary one, since many
/// containers cannot be read without seeking.
/// </summary>
internal sealed class FfmpegDecoder : AudioDecoder
{
    private const string NoAudioTrack = "matches no streams";

    private readonly AudioInput _input;
    private readonly string _content;
    private readonly Process _process;
    private readonly CancellationTokenRegistration _kill;
    private readonly Task<string> _errors;
    private readonly string? _spool;
    private readonly string _file;
    private WavDecoder? _wav;
    private AudioFormat? _format;
    private bool _finished;

    private FfmpegDecoder(AudioInput input, string content, string program)
    {
        _input = input;
        _content = content;
        _spool = input.Path is null ? Spool(input) : null;
        _file = "file:" + (_spool ?? Path.GetFullPath(input.Path!));
        _process = Start(program);
        _kill = input.Cancellation.Register(Kill);
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public override AudioFormat Format => _format!;

    /// <summary>Starts ffmpeg, or explains what the recording is and what can be done where there is none.</summary>
    /// <param name="input">The recording, standing at its beginning unless it is a file.</param>
    /// <param name="content">What it seems to hold, for errors: "Ogg Opus".</param>
    /// <param name="locator">Where to look for the program.</param>
    public static AudioDecoder Open(AudioInput input, string content, FfmpegLocator locator)
    {
        if (locator.Find() is not string program)
        {
            throw input.Error(
                $"{content} is decoded by the ffmpeg program, and there is none on PATH; install ffmpeg or convert the recording to WAV, FLAC or MP3.");
        }

        var decoder = new FfmpegDecoder(input, content, program);
        try
        {
            decoder.ReadHeader();
            return decoder;
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    public override ReadOnlySpan<float> ReadBlock()
    {
        ReadOnlySpan<float> block = _wav!.ReadBlock();
        if (block.IsEmpty && !_finished)
        {
            _finished = true;
            string complaint = WaitForEnd();
            if (_process.ExitCode != 0)
                throw Failure(complaint);
            if (complaint.Length > 0)
                Warn($"ffmpeg: {complaint}");
        }

        return block;
    }

    public override void Dispose()
    {
        _kill.Dispose();
        Kill();
        _wav?.Dispose();
        _process.Dispose();
        _input.Dispose();
        DeleteSpool();
    }

    private void DeleteSpool()
    {
        if (_spool is null)
            return;
        try
        {
            File.Delete(_spool);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows may hold a killed process' file a moment longer; a temporary file is no reason to hide what happened.
        }
    }

    private void ReadHeader()
    {
        var output = new AudioInput(_process.StandardOutput.BaseStream, _input.Name, ownsStream: true, null, _input.Cancellation);
        if (output.Peek(1).IsEmpty)
        {
            output.Dispose();
            throw Failure(WaitForEnd());
        }

        _wav = WavDecoder.TryOpen(output, WavHeader.Read(output))!;
        _format = _wav.Format with { Codec = _content };
    }

    private string WaitForEnd()
    {
        _process.WaitForExit();
        _input.Cancellation.ThrowIfCancellationRequested();
        string[] lines = _errors.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string complaint = lines.FirstOrDefault(line => line.Contains(NoAudioTrack, StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "";
        return complaint.Replace(_file + ": ", "", StringComparison.Ordinal);
    }

    private AudioFormatException Failure(string complaint) => complaint.Contains(NoAudioTrack, StringComparison.Ordinal)
        ? _input.Error($"{_content} without an audio track; give a recording with sound.")
        : _input.Error($"{_content} that ffmpeg cannot decode ({complaint}); check the file or convert it to WAV, FLAC or MP3.");

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or is about to.
        }
    }

    private Process Start(string program)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // No playlist may send ffmpeg to the network; "file:" keeps names with a colon or a leading dash from being read as more.
        foreach (string argument in (string[])
            ["-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", _file,
            "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "wav", "-bitexact", "pipe:1"])
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            DeleteSpool();
            throw _input.Error($"{_content}, and {program} cannot be started ({cause.Message}); mend the installation of ffmpeg.", cause);
        }
    }

    private static string Spool(AudioInput input)
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream file = File.Create(path);
            input.CopyTo(file);
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}

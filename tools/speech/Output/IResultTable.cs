using Speech.Cli.Inputs;

namespace Speech.Cli.Output;

/// <summary>Writes results of one kind to standard output in one format.</summary>
internal interface IResultTable<in T>
{
    /// <summary>Writes one file's result.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="input">The recording.</param>
    /// <param name="result">What was heard.</param>
    /// <param name="first">Whether nothing was written before.</param>
    /// <param name="alone">Whether it is the only file of the call.</param>
    void Write(TextWriter output, InputFile input, T result, bool first, bool alone);
}

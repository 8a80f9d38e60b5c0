using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>Reads what engines wrote.</summary>
internal static class EngineTexts
{
    /// <summary>The texts of some clips by their ids.</summary>
    /// <exception cref="SpeechException">The output is not what the engine was said to write, or lacks a clip.</exception>
    public static IReadOnlyDictionary<string, string> Read(Engine engine, string output, IReadOnlyList<EvaluationClip> clips)
    {
        IReadOnlyDictionary<string, string> texts = engine.Output == EngineOutput.Text
            ? new Dictionary<string, string> { [clips[0].Id] = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) }
            : ReadLines(engine, output, clips);
        EvaluationClip? missing = clips.FirstOrDefault(clip => !texts.ContainsKey(clip.Id));
        return missing is null
            ? texts
            : throw new SpeechException($"Engine '{engine.Name}' wrote no text of '{missing.AudioPath}'; expected one for each of the {clips.Count} files that it was given.");
    }

    private static IReadOnlyDictionary<string, string> ReadLines(Engine engine, string output, IReadOnlyList<EvaluationClip> clips)
    {
        string path = Path.GetTempFileName();
        try
        {
            bool isTable = engine.Output == EngineOutput.Tsv;
            File.WriteAllText(path, isTable ? "audio\ttext\n" + output : output);
            return HypothesisFile.Read(path, clips, new HypothesisOptions { Kind = isTable ? "tsv" : "jsonl" }).Texts;
        }
        catch (SpeechException cause)
        {
            throw new SpeechException($"The output of engine '{engine.Name}' cannot be read: {cause.Message}", cause);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

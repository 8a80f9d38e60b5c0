using Microsoft.Extensions.Options;

namespace Speech.Sdk.Hosting;

/// <summary>Says at once what is wrong with settings, with what the library itself would say.</summary>
internal sealed class SettingsValidation : IValidateOptions<SpeechRecognizerSettings>
{
    public ValidateOptionsResult Validate(string? name, SpeechRecognizerSettings options)
    {
        string which = string.IsNullOrEmpty(name) ? "The recogniser" : $"The recogniser '{name}'";
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(options.Model))
            problems.Add($"{which} has a blank Model; expected whisper-base, a folder, or ORG/NAME of the hub.");
        Check(options.Recognizer.Validate);
        if (options.Transcription is { } transcription)
            Check(transcription.Validate);
        if (options.Streaming is { } streaming)
            Check(streaming.Validate);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Check(Action validate)
        {
            try
            {
                validate();
            }
            catch (InvalidOptionException problem)
            {
                problems.Add($"{which}: {problem.Message}");
            }
        }
    }
}

using System.Globalization;
using System.Text;

namespace Speech.Sdk.Evaluation.Metrics;

/// <summary>
/// Alignments as text: reference, hypothesis and a line of letters (S substituted, D deleted, I inserted) below each other, as jiwer 4 writes them.
/// Columns are counted in code points. Lines end with U+000A.
/// </summary>
public static class AlignmentText
{
    /// <summary>Alignments of <see cref="WordErrors.Align"/>, with MER, WIL, WIP and WER at the end.</summary>
    public static string Words(IReadOnlyList<TextAlignment> texts, AlignmentTextOptions? options = null) =>
        Write(texts, options, " ", total => $"mer={Percent(total.MatchErrorRate)}\nwil={Percent(total.InformationLost)}\n"
            + $"wip={Percent(total.InformationPreserved)}\nwer={Percent(total.ErrorRate)}\n");

    /// <summary>Alignments of <see cref="CharacterErrors.Align"/>, with the CER at the end.</summary>
    public static string Characters(IReadOnlyList<TextAlignment> texts, AlignmentTextOptions? options = null) =>
        Write(texts, options, "", total => $"cer={Percent(total.ErrorRate)}\n");

    private static string Write(IReadOnlyList<TextAlignment> texts, AlignmentTextOptions? options, string separator, Func<ErrorCounts, string> rates)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new AlignmentTextOptions();
        StringBuilder output = new();
        for (int index = 0; index < texts.Count; index++)
        {
            if (options.SkipCorrect && texts[index].Counts.Errors == 0)
                continue;
            output.Append(CultureInfo.InvariantCulture, $"=== SENTENCE {index + 1} ===\n\n");
            new AlignmentLines(output, separator, options.LineWidth).Write(texts[index]);
            output.Append('\n');
        }

        if (options.ShowMeasures)
        {
            ErrorCounts total = texts.Aggregate(default(ErrorCounts), (sum, text) => sum + text.Counts);
            output.Append(CultureInfo.InvariantCulture, $"=== SUMMARY ===\nnumber of sentences: {texts.Count}\n")
                .Append(CultureInfo.InvariantCulture, $"substitutions={total.Substitutions} deletions={total.Deletions} ")
                .Append(CultureInfo.InvariantCulture, $"insertions={total.Insertions} hits={total.Hits}\n\n")
                .Append(rates(total));
        }
        else if (output.Length > 0)
        {
            output.Length--;
        }

        return output.ToString();
    }

    // Python rounds what lies just between two numbers to the even one, .NET away from 0. Between two hundredths lie only odd eighths, which are exact.
    private static string Percent(double rate)
    {
        double percent = rate * 100;
        bool between = percent * 8 % 2 == 1;
        return (between ? Math.Round((decimal)percent, 2, MidpointRounding.ToEven).ToString("F2", CultureInfo.InvariantCulture)
            : percent.ToString("F2", CultureInfo.InvariantCulture)) + "%";
    }
}

using System.Security.Cryptography;
using System.Text;
using Speech.Sdk.Evaluation.Reports.Writers.Html;

namespace Speech.Sdk.Evaluation.Reports.Writers;

/// <summary>
/// One page that asks for nothing outside itself but linked recordings. Its policy lets only its own script run, and the script makes text of
/// whatever the data holds, so that nothing in a transcript can act.
/// </summary>
internal sealed class HtmlReportWriter(HtmlReportOptions options) : IReportWriter
{
    public string Format => "html";

    public string FileName => "report.html";

    public void Write(TextWriter output, EvaluationReport report)
    {
        PageAudio audio = PageAudio.Of(report, options);
        (string template, string style, string script) = (PageParts.Template, PageParts.Style, PageParts.Script);
        foreach (string piece in PageParts.Pieces(template))
        {
            switch (piece)
            {
                case "{{policy}}":
                    output.Write($"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; " +
                        "media-src data: file: 'self'; base-uri 'none'; form-action 'none'");
                    break;
                case "{{style}}":
                    output.Write(style);
                    break;
                case "{{script}}":
                    output.Write(script);
                    break;
                case "{{data}}":
                    using (JsonOutput json = new(output, insideHtml: true))
                        PageData.Write(json, report, audio);
                    break;
                default:
                    output.Write(piece);
                    break;
            }
        }
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}

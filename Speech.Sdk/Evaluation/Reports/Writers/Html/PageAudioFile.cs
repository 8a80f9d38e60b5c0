namespace Speech.Sdk.Evaluation.Reports.Writers.Html;

/// <summary>A recording of a page.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Link">The address by which the page finds it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Type">Its MIME type. null: browsers cannot play it.</param>
/// <param name="Problem">Why it is not embedded: <c>limit</c>, <c>linked</c>, <c>format</c>, <c>missing</c>, or what the system said. null: it is.</param>
internal sealed record PageAudioFile(string Path, string Link, long Bytes, string? Type, string? Problem)
{
    public const string OverLimit = "limit";

    public bool IsEmbedded => Problem is null;

    public static PageAudioFile Of(string path, HtmlReportOptions options)
    {
        string link = LinkTo(path, options.Folder ?? ".");
        try
        {
            FileInfo file = new(path);
            if (!file.Exists)
                return new(path, link, 0, null, "missing");
            string? type = TypeOf(file);
            return new(path, link, file.Length, type, type is null ? "format" : options.Audio == HtmlAudio.Link ? "linked" : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(path, link, 0, null, error.Message);
        }
    }

    private static string? TypeOf(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        byte[] head = new byte[BrowserAudio.HeadBytes];
        return BrowserAudio.TypeOf(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    // On Windows there is no relative way to another drive.
    private static string LinkTo(string path, string folder)
    {
        string relative = System.IO.Path.GetRelativePath(folder, path);
        return System.IO.Path.IsPathRooted(relative)
            ? new Uri(relative).AbsoluteUri
            : string.Join('/', relative.Split(System.IO.Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }
}

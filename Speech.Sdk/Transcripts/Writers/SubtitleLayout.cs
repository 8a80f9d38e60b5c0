namespace Speech.Sdk.Transcripts.Writers;

/// <summary>Arranges words in lines and subtitles; a line's first word loses its space and all but a subtitle's first line get a line feed.</summary>
internal sealed class SubtitleLayout(SubtitleOptions options)
{
    // openai-whisper's stand-in for no limit.
    private const int Unlimited = 1000;
    private const double LongPause = 3.0;

    private readonly int _width = options.MaxLineWidth ?? Unlimited;
    private readonly int _wordsPerLine = options.MaxWordsPerLine ?? Unlimited;
    private readonly bool _keepSegments = options.MaxLineCount is null || options.MaxLineWidth is null;

    public IEnumerable<IReadOnlyList<Word>> Arrange(IReadOnlyList<Segment> segments)
    {
        List<Word> subtitle = [];
        int lineLength = 0, lines = 1;
        double? last = null;
        foreach ((Word word, bool opensLine) in segments.SelectMany(Words))
        {
            string text = word.Text;
            double start = word.Start.TotalSeconds;
            bool pause = !_keepSegments && start - (last ?? start) > LongPause;
            bool breaksSegment = _keepSegments && opensLine && subtitle.Count > 0;
            bool fits = lineLength + Length(text) <= _width;
            if (lineLength > 0 && fits && !pause && !breaksSegment)
            {
                lineLength += Length(text);
            }
            else
            {
                text = text.Trim();
                int length = Length(text);
                if (breaksSegment || (subtitle.Count > 0 && options.MaxLineCount is { } most && (pause || lines >= most)))
                {
                    yield return subtitle;
                    subtitle = [];
                    lines = 1;
                }
                else if (lineLength > 0)
                {
                    lines++;
                    text = $"\n{text}";
                }

                lineLength = length;
            }

            subtitle.Add(word with { Text = text });
            last = start;
        }

        if (subtitle.Count > 0)
            yield return subtitle;
    }

    private IEnumerable<(Word Word, bool OpensLine)> Words(Segment segment) =>
        segment.Words.Select((word, index) => (word, index % _wordsPerLine == 0));

    private static int Length(string text) => text.EnumerateRunes().Count();
}

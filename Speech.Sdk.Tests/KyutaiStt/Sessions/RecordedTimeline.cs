using System.Collections.Concurrent;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>Writes down every token that a stream gives.</summary>
internal sealed class RecordedTimeline(IWordTimeline inner) : IWordTimeline
{
    public List<int> Tokens { get; } = [];

    public TimeSpan? AudioEnd
    {
        get => inner.AudioEnd;
        set => inner.AudioEnd = value;
    }

    public string Provisional => inner.Provisional;

    public bool HasProvisional => inner.HasProvisional;

    /// <summary>A model whose streams' tokens are written down.</summary>
    public static (KyutaiSttModel Model, ConcurrentQueue<RecordedTimeline> Streams) Of(KyutaiSttModel model)
    {
        ConcurrentQueue<RecordedTimeline> streams = new();
        return (model with
        {
            Timeline = () =>
            {
                RecordedTimeline timeline = new(model.Timeline());
                streams.Enqueue(timeline);
                return timeline;
            },
        }, streams);
    }

    public IReadOnlyList<Word> Push(TextToken token)
    {
        Tokens.Add(token.Id);
        return inner.Push(token);
    }

    public IReadOnlyList<Word> Finish() => inner.Finish();

    public void Save(BinaryWriter target) => inner.Save(target);

    public void Restore(BinaryReader source) => inner.Restore(source);
}

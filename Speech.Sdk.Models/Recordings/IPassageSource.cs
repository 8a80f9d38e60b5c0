namespace Speech.Sdk.Models.Recordings;

/// <summary>Cuts a recording into passages, from its beginning to its end, reading no further than it must.</summary>
internal interface IPassageSource : IDisposable
{
    /// <summary>What the next passage is made of; null where there is none left, or none before passages under way have got further.</summary>
    Stretch? Next();

    /// <summary>Whether there is none left.</summary>
    bool IsOver { get; }

    /// <summary>The first sample that a later passage may hold.</summary>
    long NeededFrom { get; }
}

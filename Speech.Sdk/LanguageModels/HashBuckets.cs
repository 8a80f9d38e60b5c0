using System.Runtime.CompilerServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>KenLM's hash table (util/probing_hash_table.hh): places of one size that begin with a 64-bit key, linear probing, 0 for empty.</summary>
internal readonly unsafe struct HashBuckets(byte* start, ulong count, int entryBytes)
{
    /// <summary>Key and word number.</summary>
    public const int VocabularyEntry = 12;

    /// <summary>Key, probability and back-off.</summary>
    public const int MiddleEntry = 16;

    /// <summary>Key and probability.</summary>
    public const int LongestEntry = 12;

    /// <summary>How many places a table of so many entries has here, about a quarter of them empty.</summary>
    public static ulong CountFor(ulong entries) => Math.Max(entries + 1, entries + (entries / 3));

    /// <summary>The address behind a key; null where it is not in the table.</summary>
    public byte* Find(ulong key)
    {
        if (key == 0)
            return null;
        byte* place = Place(key, out ulong found);
        return found == key ? place + sizeof(ulong) : null;
    }

    /// <summary>The address behind a key, which is put into the table where it is not there yet; null where the table is full.</summary>
    public byte* Add(ulong key, out bool isNew)
    {
        byte* place = Place(key, out ulong found);
        isNew = found == 0;
        if (isNew)
            Unsafe.WriteUnaligned(place, key);
        return isNew || found == key ? place + sizeof(ulong) : null;
    }

    // The place of a key or the empty one where it belongs; after one round, as in a damaged file without empty places, any.
    private byte* Place(ulong key, out ulong found)
    {
        ulong index = key % count;
        for (ulong probes = 0; ; probes++)
        {
            byte* place = start + (index * (ulong)entryBytes);
            found = Unsafe.ReadUnaligned<ulong>(place);
            if (found == key || found == 0 || probes == count)
                return place;
            index = index + 1 == count ? 0 : index + 1;
        }
    }
}

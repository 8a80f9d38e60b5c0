namespace Speech.Sdk.Decoding.Ctc;

/// <summary>What is known of the beginning of a word without looking at its letters again.</summary>
/// <param name="Trie">Its node in the list of known words.</param>
/// <param name="Hotword">Its node among the hotwords, which the words before it led to.</param>
/// <param name="Length">Its code points.</param>
internal readonly record struct WordPrefix(int Trie, int Hotword, int Length);

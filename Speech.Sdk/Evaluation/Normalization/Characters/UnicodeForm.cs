using System.Collections;
using System.Text;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>Unicode's normalisation forms (UAX 15). What is stable is copied; only the stretches between are taken apart and put together.</summary>
internal sealed class UnicodeForm
{
    public static readonly UnicodeForm C = new(NormalizationForm.FormC);
    public static readonly UnicodeForm D = new(NormalizationForm.FormD);
    public static readonly UnicodeForm KC = new(NormalizationForm.FormKC);
    public static readonly UnicodeForm KD = new(NormalizationForm.FormKD);

    private readonly bool _compatibility;
    private readonly bool _composes;
    private readonly Lazy<BitArray> _unstable;

    private UnicodeForm(NormalizationForm form)
    {
        _compatibility = form is NormalizationForm.FormKC or NormalizationForm.FormKD;
        _composes = form is NormalizationForm.FormC or NormalizationForm.FormKC;
        _unstable = new Lazy<BitArray>(() => UnicodeData.Instance.Unstable(form));
    }

    public void Apply(TextBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Text;
        int done = 0;
        List<int> stretch = [];
        while (FindUnstable(text, done) is var at and >= 0)
        {
            // What is stable before it may be what it combines with.
            int start = at;
            if (at > done)
            {
                CodePoint.Before(text, at, out int length);
                start -= length;
            }

            buffer.Append(text[done..start]);
            done = Decompose(text, start, at, stretch);
            Order(stretch);
            if (_composes)
                Compose(stretch);
            foreach (int codePoint in stretch)
                CodePoint.Append(buffer, codePoint);
            stretch.Clear();
        }

        buffer.CommitRest(done);
    }

    private int FindUnstable(ReadOnlySpan<char> text, int index)
    {
        while (true)
        {
            int ahead = text[index..].IndexOfAnyExceptInRange('\0', '\x7F');
            if (ahead < 0)
                return -1;
            index += ahead;
            if (IsUnstable(CodePoint.At(text, index, out int length)))
                return index;
            index += length;
        }
    }

    private bool IsUnstable(int codePoint)
    {
        BitArray unstable = _unstable.Value;
        return codePoint < unstable.Length && unstable[codePoint];
    }

    /// <summary>Takes apart all from a start to the next stable code point behind the first unstable one; returns where that is.</summary>
    private int Decompose(ReadOnlySpan<char> text, int start, int unstable, List<int> target)
    {
        int index = start;
        while (index < text.Length)
        {
            int codePoint = CodePoint.At(text, index, out int length);
            if (index > unstable && !IsUnstable(codePoint))
                break;
            Decompose(codePoint, target);
            index += length;
        }

        return index;
    }

    private void Decompose(int codePoint, List<int> target)
    {
        if (Hangul.TryDecompose(codePoint, target))
            return;
        if (!UnicodeData.Instance.TryDecompose(codePoint, _compatibility, out ReadOnlySpan<int> parts))
        {
            target.Add(codePoint);
            return;
        }

        foreach (int part in parts)
            Decompose(part, target);
    }

    /// <summary>Sorts the marks behind each starter by class; marks of one class keep their order.</summary>
    private static void Order(List<int> stretch)
    {
        UnicodeData data = UnicodeData.Instance;
        for (int start = 0; start < stretch.Count; start++)
        {
            int end = start;
            bool isOrdered = true;
            for (int before = 0; end < stretch.Count && data.ClassOf(stretch[end]) is var own and > 0; end++)
            {
                isOrdered &= own >= before;
                before = own;
            }

            if (!isOrdered)
            {
                int[] ordered = [.. stretch[start..end].OrderBy(data.ClassOf)];
                for (int index = 0; index < ordered.Length; index++)
                    stretch[start + index] = ordered[index];
            }

            start = end;
        }
    }

    private static void Compose(List<int> stretch)
    {
        int starter = -1, kept = 0, lastClass = -1;
        for (int index = 0; index < stretch.Count; index++)
        {
            int codePoint = stretch[index];
            int own = UnicodeData.Instance.ClassOf(codePoint);
            if (starter >= 0 && own > lastClass && TryCompose(stretch[starter], codePoint, out int composite))
            {
                stretch[starter] = composite;
                continue;
            }

            if (own == 0)
                starter = kept;
            lastClass = own == 0 ? -1 : own;
            stretch[kept++] = codePoint;
        }

        stretch.RemoveRange(kept, stretch.Count - kept);
    }

    private static bool TryCompose(int first, int second, out int composite) =>
        Hangul.TryCompose(first, second, out composite) || UnicodeData.Instance.TryCompose(first, second, out composite);
}

namespace Speech.Sdk.Inference.Memory;

/// <summary>Makes several things that are to be disposed: all of them or, where one cannot be made, none.</summary>
internal static class AllOrNone
{
    /// <param name="made">Makes each when it is asked for it.</param>
    public static T[] Of<T>(IEnumerable<T> made)
        where T : IDisposable
    {
        List<T> all = [];
        try
        {
            foreach (T one in made)
                all.Add(one);
            return [.. all];
        }
        catch
        {
            foreach (T one in all)
                one.Dispose();
            throw;
        }
    }
}

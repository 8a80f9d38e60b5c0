namespace Speech.Sdk.Export.Mimi;

/// <summary>Gives each frame the keys and values that its two columns may see, always as many and always in the same order.</summary>
internal interface IKeyWindows
{
    /// <summary>Queries [streams, heads, columns, head width] frame by frame: [.., 2, head width].</summary>
    string ByFrame(string queries);

    /// <summary>
    /// Adds the new columns' keys (or values) [streams, heads, columns, head width] to those before them and returns what each frame sees,
    /// [.., slots, head width].
    /// </summary>
    string Add(string name, string columns);

    /// <summary>0 where a query may look and minus infinity elsewhere, broadcast to [.., 2, slots].</summary>
    string Mask { get; }

    /// <summary>Results [.., 2, head width] as [streams, heads, columns, head width].</summary>
    string ByColumn(string results);
}

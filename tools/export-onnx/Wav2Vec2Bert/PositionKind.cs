namespace Speech.Sdk.Export.Wav2Vec2Bert;

/// <summary>How the encoder's attention knows the order of its rows (position_embeddings_type).</summary>
internal enum PositionKind
{
    /// <summary>null: not at all; the causal convolutions alone see it.</summary>
    None,

    /// <summary>A learnt vector for every distance, which the query meets.</summary>
    RelativeKey,

    /// <summary>Sines and cosines of the distance, as in Transformer-XL.</summary>
    Relative,

    /// <summary>Rows turned by their position before query and key are made of them.</summary>
    Rotary,
}

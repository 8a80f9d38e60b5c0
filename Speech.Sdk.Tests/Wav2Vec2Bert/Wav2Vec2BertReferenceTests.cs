namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>
/// Exported graphs against the reference implementation's logits of each clip alone. An odd number of 10 ms frames leaves half a row,
/// which the reference keeps, masked.
/// </summary>
public sealed class Wav2Vec2BertReferenceTests
{
    private const double Tolerance = 1e-4;

    // The graphs are not given the half row: where no convolution of an adapter or x-vector hears it, it changes nothing.
    [TestCase("relative-key", "ctc")]
    [TestCase("relative", "ctc")]
    [TestCase("rotary", "ctc")]
    [TestCase("nopos", "ctc")]
    [TestCase("framecls", "frame-classifier")]
    [TestCase("seqcls", "classifier")]
    public void Plain_WithoutHalfRow_EqualsReference(string name, string role)
    {
        var golden = new GoldenCase(name);
        using var model = new ExportedEncoder(golden.Folder, role);
        for (int clip = 0; clip < golden.Clips; clip++)
            Close.AssertEqual(model.Run(golden.Input(clip)), golden.Logits(clip), Tolerance, $"clip {clip}");
    }

    // Alone a masked half row changes what the other clip of both gets, and the plain graph has no mask.
    [TestCase("adapter", 1)]
    [TestCase("adapter-ffn", 0)]
    public void Plain_AdapterOverEvenRows_EqualsReference(string name, int clip)
    {
        var golden = new GoldenCase(name);
        using var model = new ExportedEncoder(golden.Folder, "ctc");
        Close.AssertEqual(model.Run(golden.Input(clip)), golden.Logits(clip), Tolerance, "logits");
    }

    [TestCase("relative-key", "ctc")]
    [TestCase("relative", "ctc")]
    [TestCase("rotary", "ctc")]
    [TestCase("nopos", "ctc")]
    [TestCase("framecls", "frame-classifier")]
    [TestCase("seqcls", "classifier")]
    [TestCase("adapter", "ctc")]
    [TestCase("adapter-ffn", "ctc")]
    [TestCase("xvector", "embedder")]
    public void Padded_AloneAndInBatch_EqualsReferenceOfClipAlone(string name, string role)
    {
        var golden = new GoldenCase(name);
        using var model = new ExportedEncoder(golden.Folder, role);
        float[] batch = model.Run(golden.Batch([.. Enumerable.Range(0, golden.Clips)]));
        for (int clip = 0; clip < golden.Clips; clip++)
        {
            float[] expected = golden.Logits(clip);
            Close.AssertEqual(model.Run(golden.Batch(clip)).AsSpan(0, expected.Length), expected, Tolerance, $"clip {clip} alone");
            Close.AssertEqual(batch.AsSpan(clip * (batch.Length / golden.Clips), expected.Length), expected, Tolerance, $"clip {clip} in the batch");
        }
    }

    [Test]
    public void Padded_Embedder_GivesReferencesEmbeddings()
    {
        var golden = new GoldenCase("xvector");
        using var model = new ExportedEncoder(golden.Folder, "embedder");
        float[] batch = model.Run(golden.Batch(0, 1), "embeddings");
        Close.AssertEqual(batch, [.. golden.Tensors.Floats("alone0_embeddings"), .. golden.Tensors.Floats("alone1_embeddings")], Tolerance, "embeddings");
    }

    // What the half row does to an adapter without it being told: the last frame hears zeros instead, the rest almost nothing.
    [TestCase("adapter")]
    [TestCase("adapter-ffn")]
    public void Plain_Adapter_EqualsPaddedWithoutHalfRow(string name)
    {
        var golden = new GoldenCase(name);
        using var model = new ExportedEncoder(golden.Folder, "ctc");
        for (int clip = 0; clip < golden.Clips; clip++)
        {
            GoldenCase.PaddedBatch batch = golden.Batch(clip);
            float[] alone = model.Run(golden.Input(clip));
            Close.AssertEqual(model.Run(batch with { Ends = batch.Lengths }).AsSpan(0, alone.Length), alone, Tolerance, $"clip {clip}");
        }
    }
}

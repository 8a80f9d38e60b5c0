using Speech.Sdk.Features;

namespace Speech.Sdk.Tests.Features;

internal static class SeamlessClip
{
    /// <summary>The rows of a whole clip, normalised by itself.</summary>
    public static float[] Rows(this SeamlessFeatures features, float[] samples)
    {
        SeamlessMeasure measure = features.Measure();
        measure.Accept(samples);
        int count = (int)features.Rows(samples.Length);
        float[] rows = new float[count * features.RowSize];
        features.Compute(samples, count, measure.Scale(), rows);
        return rows;
    }
}

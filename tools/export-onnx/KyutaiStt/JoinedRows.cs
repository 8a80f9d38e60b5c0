using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Export.KyutaiStt;

/// <summary>Weights of which each holds some rows of a larger one.</summary>
internal static class JoinedRows
{
    /// <summary>Names the weight [rows, columns] whose first rows are those of the parts, one after the other; the rest is zero.</summary>
    public static string Join(this WeightStore weights, string name, long rows, long columns, IEnumerable<string> parts) =>
        weights.Derive(name, [rows, columns], () =>
        {
            var all = new float[rows * columns];
            long start = 0;
            foreach (string part in parts)
            {
                float[] values = weights.Read(part);
                values.CopyTo(all, start);
                start += values.Length;
            }

            return all;
        });
}

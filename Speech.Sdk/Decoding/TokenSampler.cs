using System.Numerics.Tensors;

namespace Speech.Sdk.Decoding;

/// <summary>Draws tokens from softmax(scores / temperature).</summary>
internal sealed class TokenSampler(int vocabularySize, double temperature)
{
    private readonly float[] _weights = new float[vocabularySize];

    public int Draw(ReadOnlySpan<float> scores, RandomNumbers random)
    {
        float greatest = TensorPrimitives.Max(scores);
        if (!float.IsFinite(greatest))
            return TensorPrimitives.IndexOfMax(scores);
        TensorPrimitives.Subtract(scores, greatest, _weights);
        TensorPrimitives.Divide(_weights, (float)temperature, _weights);
        TensorPrimitives.Exp<float>(_weights, _weights);
        double left = random.Next() * TensorPrimitives.Sum<float>(_weights);
        int last = 0;
        for (int token = 0; token < scores.Length; token++)
        {
            if (_weights[token] == 0)
                continue;
            last = token;
            left -= _weights[token];
            if (left < 0)
                break;
        }

        return last;
    }
}

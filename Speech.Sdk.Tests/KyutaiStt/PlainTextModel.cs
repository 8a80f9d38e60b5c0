namespace Speech.Sdk.Tests.KyutaiStt;

/// <summary>The language model of <see cref="TinyKyutai"/> in plain double arithmetic, one stream, every key kept: what the graph is held against.</summary>
internal sealed class PlainTextModel
{
    private readonly Dictionary<string, float[]> _weights = TinyKyutai.LanguageModel().ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
    private readonly List<double[]>[] _keys = [.. Enumerable.Range(0, TinyKyutai.Layers).Select(_ => new List<double[]>())];
    private readonly List<double[]>[] _values = [.. Enumerable.Range(0, TinyKyutai.Layers).Select(_ => new List<double[]>())];
    private int _position;

    public double[] Step(long text, ReadOnlySpan<long> codes)
    {
        double[] x = Row(text);
        for (int codebook = 0; codebook < codes.Length; codebook++)
            x = Add(x, Row(codes[codebook] == TinyKyutai.SilentRow ? codes[codebook] : TinyKyutai.Texts + 1 + (codebook * (TinyKyutai.Codes + 1)) + codes[codebook]));
        for (int i = 0; i < TinyKyutai.Layers; i++)
        {
            string layer = $"model.layers.{i}";
            x = Add(x, Attend(i, Normalize(x, layer + ".input_layernorm.weight")));
            double[] gates = Product(layer + ".mlp.fc1.weight", Normalize(x, layer + ".post_attention_layernorm.weight"));
            double[] hidden = [.. Enumerable.Range(0, TinyKyutai.Hidden).Select(j => gates[j] / (1 + Math.Exp(-gates[j])) * gates[TinyKyutai.Hidden + j])];
            x = Add(x, Product(layer + ".mlp.fc2.weight", hidden));
        }

        _position++;
        return Product("lm_head.weight", Normalize(x, "model.norm.weight"));
    }

    private double[] Attend(int layer, double[] x)
    {
        const int width = TinyKyutai.Width / TinyKyutai.Heads;
        double[] Part(string part) => Product($"model.layers.{layer}.self_attn.{part}_proj.linear.weight", x);
        double[] query = Turn(Part("q"));
        _keys[layer].Add(Turn(Part("k")));
        _values[layer].Add(Part("v"));
        int first = Math.Max(0, _position + 1 - TinyKyutai.Window);
        var seen = new double[TinyKyutai.Width];
        for (int head = 0; head < TinyKyutai.Heads; head++)
        {
            double[] shares = [.. Enumerable.Range(first, _position + 1 - first).Select(past =>
                Math.Exp(Enumerable.Range(head * width, width).Sum(i => query[i] * _keys[layer][past][i]) / Math.Sqrt(width)))];
            for (int i = head * width; i < (head + 1) * width; i++)
                seen[i] = shares.Select((share, past) => share * _values[layer][first + past][i]).Sum() / shares.Sum();
        }

        return Product($"model.layers.{layer}.self_attn.o_proj.linear.weight", seen);
    }

    private double[] Turn(double[] x)
    {
        const int width = TinyKyutai.Width / TinyKyutai.Heads;
        double[] turned = [.. x];
        for (int i = 0; i < x.Length; i++)
        {
            int pair = i % width;
            if (pair >= width / 2)
                continue;
            (double sine, double cosine) = Math.SinCos(_position * Math.Pow(TinyKyutai.Theta, -2.0 * pair / width));
            turned[i] = (x[i] * cosine) - (x[i + (width / 2)] * sine);
            turned[i + (width / 2)] = (x[i + (width / 2)] * cosine) + (x[i] * sine);
        }

        return turned;
    }

    private double[] Normalize(double[] x, string scale)
    {
        double size = Math.Sqrt((x.Sum(value => value * value) / x.Length) + 1e-8);
        return [.. x.Select((value, i) => value / size * _weights[scale][i])];
    }

    private double[] Product(string weight, double[] x)
    {
        float[] values = _weights[weight];
        return [.. Enumerable.Range(0, values.Length / x.Length).Select(row => x.Select((value, i) => value * values[(row * x.Length) + i]).Sum())];
    }

    private double[] Row(long row) => [.. _weights["model.embed_tokens.embed_tokens.weight"].AsSpan((int)row * TinyKyutai.Width, TinyKyutai.Width).ToArray().Select(value => (double)value)];

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}

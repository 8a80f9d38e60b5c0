namespace Speech.Sdk.Export;

/// <summary>What the exporter writes: a precision for each part of the model. Start from a preset and change it by <c>with</c>.</summary>
public sealed record ExportOptions
{
    private static readonly int[] BlockSizes = [16, 32, 64, 128, 256];

    /// <summary>Everything in 32-bit floats.</summary>
    public static ExportOptions Fp32 { get; } = new();

    /// <summary>Everything in 16-bit floats; the inputs and the scores stay 32-bit.</summary>
    public static ExportOptions Fp16 { get; } = new()
    {
        Name = "fp16", Encoder = ExportPrecision.Fp16, Decoder = ExportPrecision.Fp16, Embedding = ExportPrecision.Fp16,
    };

    /// <summary>8-bit weights throughout; the embedded default model.</summary>
    public static ExportOptions Int8 { get; } = new()
    {
        Name = "int8", Encoder = ExportPrecision.Int8, Decoder = ExportPrecision.Int8, Embedding = ExportPrecision.Int8,
    };

    /// <summary>4-bit weights in the decoder and, in blocks of 32, the token embedding, 8-bit ones in the encoder: the smallest.</summary>
    public static ExportOptions Int4 { get; } = new()
    {
        Name = "int4", Encoder = ExportPrecision.Int8, Decoder = ExportPrecision.Int4, Embedding = ExportPrecision.Int4, BlockSize = 32,
    };

    /// <summary>4-bit weights in the decoder's layers, 8-bit ones elsewhere: smaller and faster, less accurate.</summary>
    public static ExportOptions Compact { get; } = Int8 with { Name = "compact", Decoder = ExportPrecision.Int4 };

    /// <summary>The name that the model folder's manifest carries.</summary>
    /// <value>Default is "fp32"; each preset has its own name.</value>
    public string Name { get; internal init; } = "fp32";

    /// <summary>The encoder's precision. Int8 and Int4 both quantize activations and 7-bit weights by rows, which is right on every CPU.</summary>
    /// <value>Default is <see cref="ExportPrecision.Fp32"/>.</value>
    public ExportPrecision Encoder { get; init; }

    /// <summary>The precision of the decoder's layers.</summary>
    /// <value>Default is <see cref="ExportPrecision.Fp32"/>.</value>
    public ExportPrecision Decoder { get; init; }

    /// <summary>The precision of the token embedding, which is the last layer's weight too.</summary>
    /// <value>Default is <see cref="ExportPrecision.Fp32"/>.</value>
    public ExportPrecision Embedding { get; init; }

    /// <summary>How many weights of a row share a scale in the decoder and the embedding: 16, 32, 64, 128 or 256; fewer is finer and slower.</summary>
    /// <value>Default is 128.</value>
    public int BlockSize { get; init; } = 128;

    /// <summary>The version of the standard operators. What GPUs may run has the newest that DirectML's provider knows: of a later one it leaves every Reshape to the processor.</summary>
    internal int Opset => Encoder is ExportPrecision.Fp32 or ExportPrecision.Fp16 ? 20 : 21;

    /// <summary>The preset that stores everything in a precision.</summary>
    public static ExportOptions For(ExportPrecision precision) => precision switch
    {
        ExportPrecision.Fp32 => Fp32,
        ExportPrecision.Fp16 => Fp16,
        ExportPrecision.Int8 => Int8,
        ExportPrecision.Int4 => Int4,
        _ => throw new InvalidOptionException($"Precision {precision} does not exist; use Fp32, Fp16, Int8 or Int4."),
    };

    internal void Validate()
    {
        List<string> problems = [];
        foreach ((string part, ExportPrecision precision) in (ReadOnlySpan<(string, ExportPrecision)>)[(nameof(Encoder), Encoder), (nameof(Decoder), Decoder), (nameof(Embedding), Embedding)])
        {
            if (!Enum.IsDefined(precision))
                problems.Add($"{part} is {precision}, expected Fp32, Fp16, Int8 or Int4");
        }

        bool[] half = [Encoder == ExportPrecision.Fp16, Decoder == ExportPrecision.Fp16, Embedding == ExportPrecision.Fp16];
        if (half.Distinct().Count() != 1)
            problems.Add("Fp16 goes with itself alone: set Encoder, Decoder and Embedding to Fp16, or none");
        if (!BlockSizes.Contains(BlockSize))
            problems.Add($"BlockSize is {BlockSize}, expected {string.Join(", ", BlockSizes)}");
        if (string.IsNullOrWhiteSpace(Name))
            problems.Add("Name is empty");
        if (problems.Count > 0)
            throw new InvalidOptionException($"The export options do not fit: {string.Join("; ", problems)}.");
    }
}

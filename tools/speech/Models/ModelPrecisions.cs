using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Models;

/// <summary>The names of precisions, as options and model manifests write them.</summary>
internal static class ModelPrecisions
{
    public static string Name(this ModelPrecision precision) => precision switch
    {
        ModelPrecision.Fp32 => "fp32",
        ModelPrecision.Fp16 => "fp16",
        ModelPrecision.Int8 => "int8",
        ModelPrecision.Int4 => "int4",
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, null),
    };

    public static ModelPrecision? Find(string? name) => name is null ? null : Enum.Parse<ModelPrecision>(name, ignoreCase: true);

    public static Option<string?> CreateOption() =>
        CommandOption.Choice("--precision", "What a checkpoint is converted to. [default: fp32]", ["fp32", "fp16", "int8", "int4"]);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>How result logs are written: times in seconds, nothing that is not known.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(SecondsConverter), typeof(ShardConverter)])]
[JsonSerializable(typeof(ResultLogHeader))]
[JsonSerializable(typeof(LoggedResult))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Letters of all scripts as they are; the log is no web page.</summary>
    public static ResultJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>Times as seconds.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double seconds = reader.GetDouble();
        return Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw new JsonException($"{seconds:R} is no time in seconds");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}

/// <summary>Shards as people write them.</summary>
internal sealed class ShardConverter : JsonConverter<ClipShard>
{
    public override ClipShard Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return ClipShard.Parse(reader.GetString() ?? "");
        }
        catch (InvalidOptionException exception)
        {
            throw new JsonException(exception.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, ClipShard value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

namespace Speech.Sdk.Export.Mimi;

/// <summary>The codec alone (MimiModel), of which the encoder is exported.</summary>
internal sealed class MimiFamily : IModelFamily
{
    public string ModelType => "mimi";

    public IReadOnlyDictionary<string, string> Export(ExportJob job) =>
        MimiExport.Write(job, job.Checkpoint, MimiConfig.Read(job.Config, job.ConfigPath), new TransformersMimiNames());
}

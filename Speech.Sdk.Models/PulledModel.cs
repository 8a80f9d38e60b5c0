namespace Speech.Sdk.Models;

/// <summary>A model that is ready to be loaded.</summary>
/// <param name="Model">What to load: a folder of graphs, or the catalogue name that was given.</param>
/// <param name="Name">What results call it.</param>
/// <param name="IsConverted">Whether it is a checkpoint that was converted, now or before.</param>
public sealed record PulledModel(string Model, string Name, bool IsConverted);

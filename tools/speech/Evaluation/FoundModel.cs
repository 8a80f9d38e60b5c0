using Speech.Sdk.Models;

namespace Speech.Cli.Evaluation;

/// <summary>A model that is there.</summary>
/// <param name="Given">What it is called and was asked for as.</param>
/// <param name="Pulled">What is loaded, which stays the same whatever the hub holds by then.</param>
/// <param name="Hash">Tells it apart by what it holds.</param>
internal sealed record FoundModel(NamedValue Given, PulledModel Pulled, string Hash);

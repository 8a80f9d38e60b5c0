namespace Speech.Sdk.Models.Hub;

/// <summary>The hub has no such revision, which no copy that is here can stand in for.</summary>
internal sealed class RevisionMissingException(string message) : Exception(message);

using Speech.Sdk.Tests.LanguageModels;

/// <summary>Deletes the models that tests wrote; outside any namespace, so that it is the last to run.</summary>
[SetUpFixture]
internal sealed class ModelFilesCleanup
{
    [OneTimeTearDown]
    public void Delete() => ModelFiles.DeleteAll();
}

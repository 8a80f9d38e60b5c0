namespace Speech.Sdk.Tests.Support;

/// <summary>A file of the repository that says what the code promises: a change is seen in review, and written anew where an environment variable is 1.</summary>
internal static class AcceptedFile
{
    /// <param name="path">The file, in the repository.</param>
    /// <param name="actual">What it has to say.</param>
    /// <param name="accept">The variable.</param>
    /// <param name="what">What has changed where it says something else.</param>
    public static void AssertSays(string path, string actual, string accept, string what)
    {
        string file = Repository.Path(path);
        if (Environment.GetEnvironmentVariable(accept) == "1")
            File.WriteAllText(file, actual);
        Assert.That(
            actual, Is.EqualTo(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : ""), $"{what} has changed. If that is meant, run this test with {accept}=1 and commit {path}.");
    }
}

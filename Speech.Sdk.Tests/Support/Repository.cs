namespace Speech.Sdk.Tests.Support;

/// <summary>Files of the checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Speech.Sdk.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Speech.Sdk.sln above {AppContext.BaseDirectory}.");
    }
}

namespace Speech.Sdk.LanguageModels;

/// <summary>Opens n-gram models whatever their format: ARPA text and KenLM's binaries.</summary>
internal static class LanguageModelFile
{
    /// <exception cref="ModelFolderException">The file is missing, damaged, or of a kind that is not supported.</exception>
    public static NgramModel Open(string path)
    {
        if (!File.Exists(path))
            throw new ModelFolderException($"There is no language model {path}; expected an ARPA file or a KenLM binary.");
        try
        {
            byte[] start = new byte[64];
            using (FileStream file = File.OpenRead(path))
                start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            if (start.Length == 0)
                throw new ModelFolderException($"{path} is empty; expected an ARPA file or a KenLM binary.");
            if (start is [0x1F, 0x8B, ..])
                throw new ModelFolderException($"{path} is compressed by gzip; decompress it first (gunzip).");
            return KenLmHeader.IsKenLm(start) ? KenLmReader.Open(path) : ArpaReader.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read: {error.Message}", error);
        }
    }
}

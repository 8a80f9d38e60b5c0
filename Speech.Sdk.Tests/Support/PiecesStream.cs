namespace Speech.Sdk.Tests.Support;

/// <summary>A pipe that gives its bytes in pieces of given lengths, the last of which goes on to the end.</summary>
internal sealed class PiecesStream(byte[] bytes, params int[] pieces) : MemoryStream(bytes)
{
    private int _piece;

    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, pieces[Math.Min(_piece++, pieces.Length - 1)])]);
}

using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Ctc;

/// <summary>What became of a recording's pieces.</summary>
internal static class CtcCoverage
{
    public static CoverageLedger Of(IReadOnlyList<CtcPiece> pieces, IReadOnlyList<CtcWord> words, IFrontEnd frontEnd)
    {
        CoverageLedger ledger = new();
        int next = 0;
        foreach (CtcPiece piece in pieces)
        {
            while (next < words.Count && words[next].Start < piece.First)
                next++;
            (CoverageKind kind, string? reason) =
                piece.Frames == 0 ? (CoverageKind.Dropped, FormattableString.Invariant($"{piece.End - piece.Start} samples, shorter than the model's first frame of {frontEnd.Hop + frontEnd.Overlap}"))
                : next < words.Count && words[next].Start < piece.First + piece.Frames ? (CoverageKind.Transcribed, (string?)null)
                : (CoverageKind.NoSpeech, "the model wrote no text");
            ledger.Add(piece.Start, piece.End, kind, reason);
        }

        return ledger;
    }
}

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>What the tokenizers library itself made of texts and ids with the files of <see cref="TinyJson"/>.</summary>
internal static class JsonRecords
{
    public static readonly (string Model, string Text, int[] Ids)[] Encoded =
    [
        ("prepended", "the other sheer an", [262, 270, 115, 271, 261, 274, 268, 261, 263, 266, 277]),
        ("prepended", "  the   an  ", [270, 270, 262, 270, 270, 266, 277, 270, 270]),
        ("prepended", " ", [270, 270]),
        ("prepended", "thé a日本x\uD83D\uDE00 s", [260, 272, 278, 266, 269, 124, 244, 163, 156, 132, 268]),
        ("prepended", "an<sep> the<sep>\nhe", [266, 277, 64, 276, 273, 116, 66, 262, 64, 276, 273, 116, 66, 14, 261]),
        ("prepended", "E\u3000tt ﬀ\t… .", [270, 73, 231, 132, 132, 271, 271, 270, 243, 176, 132, 13, 230, 132, 170, 270, 279]),
        ("first", "the other sheer an", [262, 270, 115, 271, 261, 274, 268, 261, 263, 266, 277]),
        ("first", "  the   an  ", [270, 262, 270, 270, 266, 277, 270, 270]),
        ("first", " ", [270]),
        ("first", "thé a日本x\uD83D\uDE00 s", [260, 272, 278, 266, 269, 124, 244, 163, 156, 132, 268]),
        ("first", "an<sep> the<sep>\nhe", [266, 277, 64, 276, 273, 116, 66, 262, 64, 276, 273, 116, 66, 14, 261]),
        ("first", "E\u3000tt ﬀ\t… .", [270, 73, 231, 132, 132, 271, 271, 270, 243, 176, 132, 13, 230, 132, 170, 270, 279]),
        ("kept", "the other sheer an", [271, 261, 270, 115, 271, 261, 274, 268, 261, 263, 266, 277]),
        ("kept", "  the   an  ", [270, 262, 270, 270, 266, 277, 270, 270]),
        ("kept", " ", [270]),
        ("kept", "thé a日本x\uD83D\uDE00 s", [271, 272, 278, 266, 269, 124, 244, 163, 156, 132, 268]),
        ("kept", "an<sep> the<sep>\nhe", [267, 282, 262, 282, 14, 261]),
        ("kept", "E\u3000tt ﬀ\t… .", [73, 231, 132, 132, 271, 271, 270, 243, 176, 132, 13, 230, 132, 170, 270, 279]),
        ("split", "the other sheer an", [5, 4, 0, 15, 17, 7, 13, 4, 21]),
        ("split", "  the   an  ", [5, 4, 21, 4]),
        ("split", " ", [4]),
        ("split", "thé a日本x\uD83D\uDE00 s", [4, 6, 22, 19, 26, 0, 17]),
        ("split", "an<sep> the<sep>\nhe", [4, 21, 0, 16, 11, 0, 5, 0, 16, 11, 0, 7]),
        ("split", "E\u3000tt ﬀ\t… .", [4, 11, 8, 9, 19, 10, 4, 24, 4, 24]),
        ("stripped", "the other sheer an", [261, 260, 115, 271, 273, 263, 269, 260, 277]),
        ("stripped", "  the   an  ", [260, 261, 260, 260, 260, 277]),
        ("stripped", " ", []),
        ("stripped", "thé a日本x\uD83D\uDE00 s", [260, 262, 279, 282, 124, 244, 163, 156, 132, 273]),
        ("stripped", "an<sep> the<sep>\nhe", [260, 277, 64, 272, 267, 116, 66, 261, 64, 272, 267, 116, 66, 14, 263]),
        ("stripped", "E\u3000tt ﬀ\t… .", [260, 73, 231, 132, 132, 265, 265, 260, 243, 176, 132, 13, 230, 132, 170, 260, 280]),
    ];

    public static readonly (string Model, int[] Ids, string Text)[] Decoded =
    [
        ("prepended", [270, 262, 270, 266, 199, 173], " the  aé"),
        ("prepended", [234, 155, 169, 3, 262], "日<pad> the"),
        ("prepended", [262, 262, 36], "the the "),
        ("first", [270, 262, 270, 266, 199, 173], " the  aé"),
        ("first", [234, 155, 169, 3, 262], "日<pad> the"),
        ("first", [262, 262, 36], "the the "),
        ("kept", [270, 262, 270, 266, 199, 173], "  the  aé"),
        ("kept", [234, 155, 169, 3, 262], "日<pad> the"),
        ("kept", [262, 262, 36], " the the "),
        ("split", [0, 5, 1, 3, 4], "<unk> the<s><pad> "),
        ("split", [7, 2, 5], "he</s> the"),
        ("stripped", [270, 262, 270, 266, 199, 173], "herthherhé"),
        ("stripped", [234, 155, 169, 3, 262], "日<pad>th"),
        ("stripped", [262, 262, 36], "thth "),
    ];
}

using System.Runtime.InteropServices;

namespace Speech.Sdk.Decoding;

/// <summary>
/// The hotwords as a tree of tokens under two roots: those that may begin anywhere and those that may not continue a word.
/// What hotwords have in common they share; where their weights differ, the strongest decides.
/// </summary>
internal sealed class HotwordTrie
{
    /// <summary>The root of the hotwords that may begin anywhere.</summary>
    public const int Anywhere = 0;

    /// <summary>The root of the hotwords that begin only where no word is under way.</summary>
    public const int AtWordStart = 1;

    private readonly Dictionary<(int Node, int Token), int> _children = [];
    private readonly List<Node> _nodes = [new Node(), new Node()];

    public HotwordTrie(IEnumerable<WeightedTokens> hotwords)
    {
        foreach (WeightedTokens hotword in hotwords)
            Add(hotword);
        FillOwed(Anywhere);
        FillOwed(AtWordStart);
    }

    /// <summary>The tokens of the longest hotword.</summary>
    public int Depth { get; private set; }

    /// <summary>The node that a token leads to; -1 where no hotword goes on with it.</summary>
    public int Child(int node, int token) => _children.TryGetValue((node, token), out int child) ? child : -1;

    /// <summary>The first of a node's children; -1 where there is none.</summary>
    public int FirstChild(int node) => _nodes[node].FirstChild;

    /// <summary>The next child of the same parent; -1 after the last.</summary>
    public int NextSibling(int node) => _nodes[node].NextSibling;

    /// <summary>The token that leads to a node.</summary>
    public int Token(int node) => _nodes[node].Token;

    /// <summary>What a node's token adds to its score.</summary>
    public float Bonus(int node) => _nodes[node].Bonus;

    /// <summary>What the tokens up to a node have added since a hotword was last complete: what leaving the match takes back.</summary>
    public float Owed(int node) => _nodes[node].Owed;

    private void Add(WeightedTokens hotword)
    {
        Depth = Math.Max(Depth, hotword.Tokens.Count);
        int node = hotword.WithinWords ? Anywhere : AtWordStart;
        for (int i = 0; i < hotword.Tokens.Count; i++)
        {
            node = ChildOrNew(node, hotword.Tokens[i]);
            float bonus = i == 0 ? hotword.FirstShare * hotword.Weight : hotword.Weight;
            ref Node reached = ref CollectionsMarshal.AsSpan(_nodes)[node];
            reached.Bonus = Math.Max(reached.Bonus, bonus);
            reached.IsComplete |= i == hotword.Tokens.Count - 1;
        }
    }

    private int ChildOrNew(int parent, int token)
    {
        ref int child = ref CollectionsMarshal.GetValueRefOrAddDefault(_children, (parent, token), out bool exists);
        if (!exists)
        {
            child = _nodes.Count;
            _nodes.Add(new Node { Token = token, NextSibling = _nodes[parent].FirstChild });
            CollectionsMarshal.AsSpan(_nodes)[parent].FirstChild = child;
        }

        return child;
    }

    private void FillOwed(int root)
    {
        Span<Node> nodes = CollectionsMarshal.AsSpan(_nodes);
        var open = new Stack<int>([root]);
        while (open.TryPop(out int parent))
        {
            for (int child = nodes[parent].FirstChild; child >= 0; child = nodes[child].NextSibling)
            {
                nodes[child].Owed = nodes[child].IsComplete ? 0 : nodes[parent].Owed + nodes[child].Bonus;
                open.Push(child);
            }
        }
    }

    private struct Node()
    {
        public int Token = -1;
        public int FirstChild = -1;
        public int NextSibling = -1;
        public float Bonus;
        public float Owed;
        public bool IsComplete;
    }
}

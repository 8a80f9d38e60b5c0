using System.Text;
using CsCheck;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Tests.LanguageModels;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Any n-gram model, in any style of ARPA, gives any words the probabilities of its definition.</summary>
public sealed class ArpaPropertyTests
{
    private static readonly Gen<string> Word = Gen.OneOf<string>(["one", "two", "drei", "東", "<s>", "</s>", "<unk>", "unheard"]);

    [Test]
    public void Score_OfAnyModel_IsTheDefinitions() => Property.Holds(
        Gen.Select(PlainNgrams.All, Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool), Word.Array[0, 12], Gen.Bool),
        given =>
        {
            (PlainNgrams plain, (bool spaces, bool windows, bool exponents), string[] words, bool begins) = given;
            string path = ModelFiles.Write(plain.Write(spaces, windows, exponents));
            using (NgramModel model = LanguageModelFile.Open(path))
            {
                Assert.That(model.Order, Is.EqualTo(plain.Order));
                NgramState state = begins ? model.Begin : NgramModel.Empty;
                List<string> history = begins ? ["<s>"] : [];
                foreach (string word in words)
                {
                    float score = model.Score(state, model.Index(Encoding.UTF8.GetBytes(word)), out state);
                    Assert.That(score, Is.EqualTo(plain.Score(history.ToArray(), plain.Known(word))).Within(1e-4), $"{string.Join(' ', history)} | {word}");
                    history.Add(plain.Known(word));
                }
            }

            File.Delete(path);
        },
        times: 300,
        print: given => $"{given.Item1.Write(false, false, false)}\n{string.Join(' ', given.Item3)} {given.Item4}");
}

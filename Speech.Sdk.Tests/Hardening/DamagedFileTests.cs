using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Ffmpeg;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Inference;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Journal;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Audio;
using Speech.Sdk.Tests.Audio.Ogg;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Tests.Tokens.SentencePiece;
using Speech.Sdk.Tokens;
using Speech.Sdk.Tokens.Ctc;
using Speech.Sdk.Tokens.SentencePiece;
using TemporaryFolder = Speech.Sdk.Tests.Tokens.TemporaryFolder;
using ModelFiles = Speech.Sdk.Tests.LanguageModels.ModelFiles;

namespace Speech.Sdk.Tests.Hardening;

/// <summary>Whatever is read from outside is read or refused: no other exception, no hang, no memory that a damaged number asks for.</summary>
[TestFixture]
public sealed class DamagedFileTests
{
    private static readonly (string, long[], float[])[] Tensors =
    [
        ("encoder.weight", [3, 4], [.. Enumerable.Range(0, 12).Select(i => (float)i)]), ("encoder.bias", [3], [1, 2, 3]), ("decoder.embedding", [5, 2], new float[10]),
    ];

    private static readonly DecodedWindow Decoded = new()
    {
        Tokens = [50364, 1018, 291, 458, 50814], AverageLogProbability = -0.13, NoSpeechProbability = 0.07, CompressionRatio = 1.59, Ended = true, Runs = 6,
    };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Wav(bool floats)
    {
        float[] samples = [.. Enumerable.Range(0, 4000).Select(i => MathF.Sin(i * 0.1f))];
        byte[] file = floats ? WavFile.OfFloats(samples, 22_050) : WavFile.Of(WavFile.Bytes(samples));
        DamagedFiles.AssertRefused(file, Mutation.OfBinary, bytes => ReadAudio(bytes));
    }

    [TestCase("fixtures/audio/rf64.wav")]
    [TestCase("fixtures/audio/wav_ima_adpcm.wav")]
    [TestCase("fixtures/audio/wav_ms_adpcm.wav")]
    [TestCase("fixtures/audio/wav_alaw.wav")]
    public void WavOfOtherKinds(string path) => DamagedFiles.AssertRefused(File.ReadAllBytes(Shared.Path(path)), Mutation.OfBinary, bytes => ReadAudio(bytes));

    // Decoded by a native library.
    [TestCase("samples/printing.flac")]
    [TestCase("mp3")]
    public void Compressed(string path)
    {
        byte[] file = File.ReadAllBytes(path == "mp3" ? Shared.Path("fixtures/audio/mp3_id3.mp3") : Repository.Path(path));
        DamagedFiles.AssertRefused(file, Mutation.OfBinary, bytes => ReadAudio(bytes));
    }

    // Damage outside of packets is refused by a page's checksum, so that the codec would never see any.
    [TestCase("ogg_vorbis.ogg")]
    [TestCase("ogg_opus.opus")]
    [TestCase("ogg_opus_stereo.ogg")]
    public void OggPackets(string file)
    {
        (List<byte[]> packets, List<long> granules) = OggFile.Read(file).ToPackets();
        DamagedFiles.AssertRefused(AudioData.Bytes(file), (_, seed) => Damage(seed), bytes => ReadAudio(bytes));

        byte[] Damage(int seed)
        {
            int at = seed % 2 == 0 ? seed / 2 % 3 : seed % packets.Count;
            byte[][] damaged = [.. packets];
            damaged[at] = Mutation.OfBinary(packets[at], seed);
            return OggFile.OfPackets(damaged, granules).Write();
        }
    }

    [TestCase("ogg_vorbis.ogg")]
    [TestCase("ogg_opus.opus")]
    [TestCase("webm_opus.webm")]
    [TestCase("mka_vorbis.mka")]
    public void Containers(string file) => DamagedFiles.AssertRefused(AudioData.Bytes(file), Mutation.OfBinary, bytes => ReadAudio(bytes));

    [Test]
    public void Safetensors() => Write("model.safetensors", path => SafetensorsWriter.Write(path, Tensors), ReadCheckpoint);

    [Test]
    public void AdapterSafetensors() => Write("adapter.safetensors", path => SafetensorsWriter.Write(path, Tensors), path =>
    {
        foreach ((TensorBuffer data, _) in SafetensorsReader.Read(path).Values)
            data.Dispose();
    });

    [Test]
    public void PyTorchArchive() => Write("pytorch_model.bin", path => PyTorchWriter.Write(path, Tensors), ReadCheckpoint);

    [Test]
    public void PyTorchPickle()
    {
        string path = _folder.File("pytorch_model.bin");
        PyTorchWriter.Write(path, Tensors);
        byte[] pickle = PyTorchWriter.ReadPickle(path);
        DamagedFiles.AssertRefused(pickle, Mutation.OfBinary, bytes =>
        {
            PyTorchWriter.ReplacePickle(path, bytes);
            ReadCheckpoint(path);
        });
    }

    [TestCase(nameof(TinyModels.UnigramBytes))]
    [TestCase(nameof(TinyModels.MergesSpecial))]
    [TestCase(nameof(TinyModels.Rewriting))]
    public void SentencePieceModel(string name)
    {
        ModelWriter model = (ModelWriter)typeof(TinyModels).GetProperty(name)!.GetValue(null)!;
        DamagedFiles.AssertRefused(model.Write(), Mutation.OfBinary, bytes => Tokenize(Put("tokenizer.model", bytes)));
    }

    [TestCase(nameof(TinyJson.Prepended))]
    [TestCase(nameof(TinyJson.Split))]
    [TestCase(nameof(TinyJson.Stripped))]
    public void SentencePieceJson(string name)
    {
        JsonObject json = (JsonObject)typeof(TinyJson).GetProperty(name)!.GetValue(null)!;
        DamagedFiles.AssertRefused(Encoding.UTF8.GetBytes(json.ToJsonString()), Mutation.OfText, bytes => Tokenize(Put("tokenizer.json", bytes)));
    }

    [Test]
    public void BytePairJson()
    {
        TinyVocabulary.WriteWhole(_folder, TinyVocabulary.Merges);
        DamagedFiles.AssertRefused(File.ReadAllBytes(_folder.File("tokenizer.json")), Mutation.OfText, bytes =>
        {
            Put("tokenizer.json", bytes);
            BytePairTokenizer.Load(_folder.Path).Encode("the \"thin\" rain");
        });
    }

    [Test]
    public void CtcTokenizerSettings() => DamagedFiles.AssertRefused(
        """{"pad_token": "<pad>", "added_tokens_decoder": {"3": {"content": "<pad>", "special": true}, "4": {"content": "<s>", "special": true}}, "target_lang": "deu"}"""u8.ToArray(),
        Mutation.OfText,
        bytes =>
        {
            Put("vocab.json", """{"a": 0, "b": 1, "|": 2}"""u8.ToArray());
            Put("tokenizer_config.json", bytes);
            CtcVocabularyFiles.Read(_folder.Path, 0, out _);
        });

    [Test]
    public void IndexOfShards() => DamagedFiles.AssertRefused(
        """{"metadata": {"total_size": 60}, "weight_map": {"encoder.weight": "part-1.safetensors", "encoder.bias": "part-1.safetensors"}}"""u8.ToArray(),
        Mutation.OfText,
        bytes =>
        {
            SafetensorsWriter.Write(_folder.File("part-1.safetensors"), Tensors);
            ReadCheckpoint(Put("model.safetensors.index.json", bytes));
        });

    [TestCase("vocab.json")]
    [TestCase("merges.txt")]
    [TestCase("added_tokens.json")]
    public void BytePairFiles(string file)
    {
        TinyVocabulary.WriteSplit(_folder, "#version: 0.2\n" + string.Join('\n', TinyVocabulary.Merges) + "\n");
        DamagedFiles.AssertRefused(File.ReadAllBytes(_folder.File(file)), Mutation.OfText, bytes =>
        {
            Put(file, bytes);
            BytePairTokenizer.Load(_folder.Path).Encode("the \"thin\" rain");
        });
    }

    [Test]
    public void CtcVocabulary() => DamagedFiles.AssertRefused(
        """{"[PAD]": 0, "[UNK]": 1, "|": 2, "a": 3, "b": 4, "c": 5, "ä": 6}"""u8.ToArray(),
        Mutation.OfText,
        bytes =>
        {
            Put("vocab.json", bytes);
            CtcVocabularyFiles.Read(_folder.Path, 0, out _);
        });

    [Test]
    public void Arpa() => DamagedFiles.AssertRefused(Encoding.UTF8.GetBytes(ModelFiles.Arpa), Mutation.OfText, bytes => Score(Put("words.arpa", bytes)));

    [Test]
    public void KenLmBinary() => DamagedFiles.AssertRefused(File.ReadAllBytes(ModelFiles.QuantizedTrie), Mutation.OfBinary, bytes => Score(Put("words.bin", bytes)));

    [TestCase("speech.json")]
    [TestCase("config.json")]
    [TestCase("generation_config.json")]
    public void ModelFolderFiles(string file)
    {
        foreach (string other in Directory.GetFiles(Repository.Path("models/whisper-base"), "*.json"))
            File.Copy(other, _folder.File(Path.GetFileName(other)));
        // Of the graphs a manifest knows the sizes; none is opened here.
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(_folder.File("speech.json")))!.AsObject();
        foreach ((string name, JsonNode? entry) in manifest["files"]!.AsObject())
        {
            using FileStream sized = File.OpenWrite(_folder.File(name));
            sized.SetLength((long)entry!["bytes"]!);
        }

        DamagedFiles.AssertRefused(File.ReadAllBytes(_folder.File(file)), Mutation.OfText, bytes =>
        {
            Put(file, bytes);
            if (file != "speech.json")
            {
                // A manifest knows the sizes of all files; damage of another size would be refused by that alone.
                manifest["files"]![file]!["bytes"] = bytes.Length;
                Put("speech.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
            }

            WhisperConfig.Read(ModelFolder.Open(_folder.Path, "damaged"));
        });
    }

    [Test]
    public void Journal()
    {
        JsonObject header = new() { ["Journal"] = 1, ["model"] = "a", ["options"] = new JsonObject { ["language"] = "en", ["beams"] = 5 } };
        using (WindowJournal journal = WindowJournal.Open(_folder.File("journal"), header))
        {
            for (int i = 0; i < 2; i++)
                journal.Add(new JournaledWindow { Start = i * 480_000, Samples = 480_000, Decoded = Decoded });
        }

        Assert.That(() => WindowJournal.Open(Put("twice", """{"Journal":1,"model":"a","model":"b"}"""u8.ToArray().Append((byte)'\n').ToArray()), header), Throws.TypeOf<SpeechException>());
        DamagedFiles.AssertRefused(File.ReadAllBytes(_folder.File("journal")), Mutation.OfText, bytes => WindowJournal.Open(Put("journal", bytes), header).Dispose());
    }

    [TestCase("clips.jsonl", """{"id": "a", "audio": "a.wav", "text": "one two", "start": 1.5, "end": 3}""" + "\n" + """{"id": "b", "audio": "b.wav", "text": "three"}""" + "\n")]
    [TestCase("clips.csv", "id,audio,text,start,end\na,a.wav,\"one, two\",1.5,3\nb,b.wav,three,,\n")]
    [TestCase("clips.tsv", "id\taudio\ttext\na\ta.wav\tone two\nb\tb.wav\tthree\n")]
    public void EvaluationLists(string file, string content) =>
        DamagedFiles.AssertRefused(Encoding.UTF8.GetBytes(content), Mutation.OfText, bytes => EvaluationInput.Read(Put(file, bytes)));

    private static void ReadAudio(byte[] bytes)
    {
        using AudioReader reader = AudioSource.FromBytes(bytes).Open(16_000, new FfmpegLocator(null), CancellationToken.None);
        float[] block = new float[4096];
        while (reader.Read(block) > 0)
        {
        }
    }

    private static void ReadCheckpoint(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Open(Path.GetDirectoryName(path)!);
        foreach (string name in Tensors.Select(tensor => tensor.Item1).Where(checkpoint.Contains))
            checkpoint[name].ReadFloats();
    }

    private static void Tokenize(string path)
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(path);
        tokenizer.Decode(tokenizer.Encode("an ant  ate\u3000the café 東"));
    }

    private static void Score(string path)
    {
        using NgramModel model = LanguageModelFile.Open(path);
        model.Words();
        NgramState state = model.Begin;
        foreach (string word in (string[])["one", "two", "the", "of", "and", "unheard", "three"])
        {
            model.Score(state, model.Index(Encoding.UTF8.GetBytes(word)), out NgramState next);
            state = next;
        }
    }

    private void Write(string file, Action<string> write, Action<string> read)
    {
        write(_folder.File(file));
        DamagedFiles.AssertRefused(File.ReadAllBytes(_folder.File(file)), Mutation.OfBinary, bytes => read(Put(file, bytes)));
    }

    private string Put(string file, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(file), bytes);
        return _folder.File(file);
    }
}

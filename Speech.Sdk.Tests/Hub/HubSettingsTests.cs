using Speech.Sdk.Models.Hub;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Hub;

/// <summary>The environment variables of huggingface_hub.</summary>
public sealed class HubSettingsTests
{
    [TestCase("HF_HOME=/h", "/h/hub")]
    [TestCase("XDG_CACHE_HOME=/x", "/x/huggingface/hub")]
    [TestCase("XDG_CACHE_HOME=/x HF_HOME=/h", "/h/hub")]
    [TestCase("HF_HOME=/h HUGGINGFACE_HUB_CACHE=/old", "/old")]
    [TestCase("HF_HOME=/h HUGGINGFACE_HUB_CACHE=/old HF_HUB_CACHE=/c", "/c")]
    public void CacheFolder_Variables_InTheirOrder(string variables, string expected) =>
        Assert.That(Of(variables).CacheFolder, Is.EqualTo(Path.GetFullPath(expected)));

    [TestCase("HF_HOME=$DISK/h DISK=/d", "/d/h/hub")]
    [TestCase("HF_HOME=${DISK}/h DISK=/d", "/d/h/hub")]
    [TestCase("HF_HUB_CACHE=$DISK DISK=/d", "/d")]
    [TestCase("HF_HOME=/d/$UNKNOWN", "/d/$UNKNOWN/hub")]
    public void CacheFolder_OtherVariablesInIt_Expanded(string variables, string expected) =>
        Assert.That(Of(variables).CacheFolder, Is.EqualTo(Path.GetFullPath(expected)));

    [Test]
    public void CacheFolder_NoVariables_InTheUsersCache() =>
        Assert.That(Of("").CacheFolder, Does.EndWith(Path.Combine(".cache", "huggingface", "hub")));

    [TestCase("", false)]
    [TestCase("HF_HUB_OFFLINE=1", true)]
    [TestCase("HF_HUB_OFFLINE=yes", true)]
    [TestCase("HF_HUB_OFFLINE=0", false)]
    [TestCase("TRANSFORMERS_OFFLINE=TRUE", true)]
    public void Offline_Variables_AsHuggingfaceHubReadsThem(string variables, bool expected) => Assert.That(Of(variables).Offline, Is.EqualTo(expected));

    [TestCase("HF_TOKEN=a", "a")]
    [TestCase("HUGGING_FACE_HUB_TOKEN=b", "b")]
    [TestCase("", "stored")]
    [TestCase("HF_HUB_DISABLE_IMPLICIT_TOKEN=1 HF_TOKEN=a", null)]
    public void Token_VariablesAndFile_InTheirOrder(string variables, string? expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["token"], "stored\n");
        Assert.That(Of($"HF_HOME={folder.Root} {variables}".Trim()).Token, Is.EqualTo(expected));
        File.Move(folder["token"], folder["elsewhere"]);
        Assert.That(Of($"HF_TOKEN_PATH={folder["elsewhere"]} HF_HOME={folder.Root} {variables}".Trim()).Token, Is.EqualTo(expected));
    }

    [TestCase(" ", null)]
    [TestCase("\r\n", null)]
    [TestCase("se\ncret\r\n", "secret")]
    public void Token_BlanksAndLineBreaks_Stripped(string token, string? expected)
    {
        Assert.That(HubSettings.Of(new HubOptions { Variable = name => name == "HF_TOKEN" ? token : name == "HF_HOME" ? "/nowhere" : null }).Token, Is.EqualTo(expected));
        Assert.That(HubSettings.Of(new HubOptions { Token = token, Variable = name => name == "HF_HOME" ? "/nowhere" : null }).Token, Is.EqualTo(expected));
    }

    [Test]
    public void Token_FileThatCannotBeRead_OnlyWhereItIsNeeded()
    {
        using TemporaryFolder folder = new("token");
        using FileStream held = new(folder["token"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        HubSettings settings = Of($"HF_HOME={folder.Root}");
        Assert.That(settings.Endpoint.Host, Is.EqualTo("huggingface.co"));
        Assert.That(() => settings.Token, Throws.TypeOf<HubException>().With.Message.StartsWith(folder["token"]).And.Message.Contains("HF_HUB_DISABLE_IMPLICIT_TOKEN=1"));
    }

    [Test]
    public void ToString_Options_WithoutTheToken()
    {
        HubOptions options = new() { Token = "secret", Revision = "v1" };
        Assert.That(options.ToString(), Does.Contain("Revision = v1").And.Not.Contain("secret"));
        Assert.That(new RecognizerOptions { Hub = options }.ToString(), Does.Not.Contain("secret"));
        Assert.That(HubSettings.Of(options).ToString(), Does.Contain("Endpoint = https://huggingface.co/").And.Not.Contain("secret"));
    }

    [TestCase("", "https://huggingface.co/")]
    [TestCase("HF_ENDPOINT=http://mirror:8080/", "http://mirror:8080/")]
    public void Endpoint_Variable_OrTheHub(string variables, string expected) => Assert.That(Of(variables).Endpoint.AbsoluteUri, Is.EqualTo(expected));

    [Test]
    public void Endpoint_NoAddress_SaysSo() => Assert.That(() => Of("HF_ENDPOINT=mirror"), Throws.TypeOf<InvalidOptionException>().With.Message.Contains("HF_ENDPOINT is 'mirror'"));

    private static HubSettings Of(string variables)
    {
        Dictionary<string, string> all = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(one => one.Split('=')[0], one => one.Split('=')[1]);
        return HubSettings.Of(new HubOptions { Variable = all.GetValueOrDefault });
    }
}

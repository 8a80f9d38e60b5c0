using Speech.Cli.Commands;
using Speech.Cli.Inputs;

namespace Speech.Sdk.Tests.Cli;

public sealed class RecognizerSessionTests
{
    [Test]
    public async Task TranscribeAsync_WorkThatDoesNotStop_LeftBehindUndisposed()
    {
        using ManualResetEventSlim blocked = new();
        using CancellationTokenSource stop = new();
        FakeRecognizer recognizer = new()
        {
            Answer = (name, _, _) =>
            {
                stop.Cancel();
                blocked.Wait(CancellationToken.None);
                return Task.FromResult(FakeRecognizer.Hello(name));
            },
        };
        RecognizerSession session = new(recognizer, grace: TimeSpan.FromMilliseconds(10));
        Assert.That(() => session.TranscribeAsync(() => AudioSources.Open(new("-"), () => Stream.Null), new(), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        session.Dispose();
        Assert.That(recognizer.Disposed, Is.False);
        blocked.Set();
        await Task.CompletedTask;
    }
}

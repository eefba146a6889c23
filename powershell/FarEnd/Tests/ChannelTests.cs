using System.IO;
using Runbook.FarEnd.Wire;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class ChannelTests
{
    [Fact]
    public void AMessageComesBackAsItWas()
    {
        using var stream = new MemoryStream();
        using var channel = new Channel(stream);
        var payload = Channel.NewPayload();
        payload.Text("hello");
        channel.Write(MessageKind.Hello, 4711, payload);
        channel.Write(MessageKind.Pong, -1);
        stream.Position = 0;
        var hello = channel.Read()!;
        Assert.Equal(MessageKind.Hello, hello.Kind);
        Assert.Equal(4711, hello.Id);
        Assert.Equal("hello", new PayloadReader(hello.Payload).Text());
        Assert.Equal(-1, channel.Read()!.Id);
        Assert.Null(channel.Read());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(PayloadWriter.Largest + 1)]
    public void AnImpossibleLengthIsRefused(int length)
    {
        var head = new byte[Channel.Header];
        PayloadWriter.PutInt32(head, 0, length);
        using var channel = new Channel(new MemoryStream(head));
        Assert.Throws<InvalidDataException>(() => channel.Read());
    }

    [Fact]
    public void AMessageThatEndsTooEarlyIsTheRunnersEnd()
    {
        var head = new byte[Channel.Header];
        PayloadWriter.PutInt32(head, 0, 100);
        using var channel = new Channel(new MemoryStream(head));
        Assert.Null(channel.Read());
    }
}

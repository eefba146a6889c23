using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Runbook.FarEnd.Wire;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class OutboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MemoryStream stream = new();
    private readonly Sender sender = new();
    private readonly Outbox outbox;

    public OutboxTests() => this.outbox = new Outbox(new Channel(this.stream), this.sender, 7);

    [Fact]
    public void ManyRecordsGoInOneMessage()
    {
        for (var index = 0; index < 100; index++)
        {
            this.outbox.AddText(RecordKind.Warning, index.ToString());
        }

        this.outbox.Flush();
        this.stream.Position = 0;
        var frame = new Channel(this.stream).Read()!;
        Assert.Equal(MessageKind.Records, frame.Kind);
        Assert.Equal(7, frame.Id);
        var reader = new PayloadReader(frame.Payload);
        for (var index = 0; index < 100; index++)
        {
            Assert.Equal(RecordKind.Warning, reader.Kind());
            Assert.Equal(index.ToString(), reader.Text());
        }
    }

    [Fact]
    public async Task WhoWritesTooMuchWaitsUntilItIsTaken()
    {
        this.outbox.AddText(RecordKind.Warning, new string('x', Outbox.Window));
        var waiting = Task.Run(this.outbox.WaitForRoom);
        this.outbox.Flush();
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(100)));
        this.outbox.Acknowledge((int)this.stream.Length);
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task WhoIsToBeStoppedDoesNotWait()
    {
        this.outbox.AddText(RecordKind.Warning, new string('x', Outbox.Window));
        var waiting = Task.Run(this.outbox.WaitForRoom);
        this.outbox.Release();
        await waiting.WaitAsync(Patience);
        var before = this.stream.Length;
        this.outbox.AddText(RecordKind.Warning, "late");
        this.outbox.Flush();
        this.outbox.AddText(RecordKind.Warning, "later");
        this.outbox.Flush();
        this.stream.Position = before;
        var reader = new PayloadReader(new Channel(this.stream).Read()!.Payload);
        Assert.Equal(RecordKind.Warning, reader.Kind());
        Assert.Equal(Outbox.Window, reader.Text().Length);
        Assert.Null(new Channel(this.stream).Read());
    }

    [Fact]
    public void WhatIsWrittenIsSentByItself()
    {
        this.sender.Start();
        this.outbox.AddText(RecordKind.Host, "soon");
        Assert.True(SpinWait.SpinUntil(() => this.stream.Length > 0, Patience));
    }
}

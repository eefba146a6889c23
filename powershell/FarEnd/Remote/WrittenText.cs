using System;
using System.IO;
using System.Text;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Remote;

/// <summary>
/// What a carried session's process writes past PowerShell, by [Console]: its stdout is the remoting's own wire there, and a line on it would break that; so it
/// goes as messages.
/// </summary>
internal sealed class WrittenText : TextWriter
{
    private readonly Channel channel;
    private readonly int stream;

    private WrittenText(Channel channel, int stream)
    {
        this.channel = channel;
        this.stream = stream;
    }

    public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    internal static void TakeConsole(Channel channel)
    {
        Console.SetOut(Synchronized(new WrittenText(channel, 1)));
        Console.SetError(Synchronized(new WrittenText(channel, 2)));
    }

    public override void Write(char value) => this.Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => this.Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        var text = Channel.NewPayload();
        text.Text(value);
        try
        {
            this.channel.Write(MessageKind.Written, this.stream, text);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The session is over.
        }
    }

    public override void WriteLine(string? value) => this.Write(value + this.NewLine);
}

using System;
using System.ComponentModel;
using System.IO;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Threading;
using Runbook.FarEnd.Runspaces;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Remote;

/// <summary>
/// A carried session's process has the remoting's own wire for its stdin and stdout: a byte of a task on it, or one that a program reads there, would break the session. The remoting has opened
/// them by now, so the process gets others: an input that has ended, and outputs that go to the runner byte by byte.
/// </summary>
internal static class StandardStreams
{
    private const int Piece = 32 * 1024;

    /// <summary>They last as long as the process.</summary>
    private static readonly PipeStream[] Kept = new PipeStream[3];

    /// <summary>What is written from now on is sent, with 1 for stdout and 2 for stderr.</summary>
    internal static void Take(Channel channel)
    {
        var input = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        Replace(0, input);
        input.Dispose();
        for (var number = 1; number <= 2; number++)
        {
            var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            Replace(number, output);
            var stream = number;
            new Thread(() => PassOn(output, channel, stream)) { IsBackground = true, Name = "Runbook stream " + number }.Start();
        }
    }

    /// <summary>The client's end of the pipe stands for the process's stream with this number.</summary>
    private static void Replace(int number, AnonymousPipeServerStream pipe)
    {
        Kept[number] = pipe;
        var handle = pipe.ClientSafePipeHandle.DangerousGetHandle();
        if (PowerShellFacts.IsWindows)
        {
            // STD_INPUT_HANDLE is -10, the others are below it. Whoever has opened a stream before keeps the handle that it was.
            if (!SetStdHandle(-10 - number, handle))
            {
                throw new Win32Exception();
            }

            return;
        }

        if (Duplicate(handle.ToInt32(), number) < 0)
        {
            throw new Win32Exception();
        }

        pipe.DisposeLocalCopyOfClientHandle();
    }

    private static void PassOn(Stream output, Channel channel, int number)
    {
        var buffer = new byte[Piece];
        try
        {
            for (int count; (count = output.Read(buffer, 0, buffer.Length)) > 0;)
            {
                var bytes = Channel.NewPayload();
                bytes.Bytes(buffer, count);
                channel.Write(MessageKind.Written, number, bytes);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The session is over.
        }
    }

    [DllImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetStdHandle(int stream, IntPtr handle);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Duplicate(int from, int to);
}

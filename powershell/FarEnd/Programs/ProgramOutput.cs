using System;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace Runbook.FarEnd.Programs;

/// <summary>What a program writes, piece by piece, in the order in which it arrives: <c>stream</c>, <c>bytes</c>. It is read no faster than it is taken.</summary>
internal sealed class ProgramOutput : IDisposable
{
    private const int Piece = 32 * 1024;
    private const int Waiting = 16;

    private readonly BlockingCollection<OrderedDictionary> pieces = new(Waiting);
    private int open = 2;

    internal ProgramOutput(Process process)
    {
        this.Read(process.StandardOutput.BaseStream, "stdout");
        this.Read(process.StandardError.BaseStream, "stderr");
    }

    /// <summary>Both streams have ended, and all of it was taken.</summary>
    internal bool IsOver => this.pieces.IsCompleted;

    /// <summary>The next piece; null where none comes within this time, in milliseconds.</summary>
    internal OrderedDictionary? Next(int limit) => this.pieces.TryTake(out var piece, limit) ? piece : null;

    public void Dispose()
    {
        // Whoever still waits for room stops reading.
        this.pieces.CompleteAdding();
    }

    private void Read(Stream stream, string name) => new Thread(() => this.Take(stream, name)) { IsBackground = true, Name = "Runbook " + name }.Start();

    private void Take(Stream stream, string name)
    {
        var buffer = new byte[Piece];
        try
        {
            for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;)
            {
                var bytes = new byte[count];
                Buffer.BlockCopy(buffer, 0, bytes, 0, count);
                this.pieces.Add(new OrderedDictionary { ["stream"] = name, ["bytes"] = bytes });
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was given up after the program's end.
        }

        if (Interlocked.Decrement(ref this.open) == 0)
        {
            this.pieces.CompleteAdding();
        }
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;

namespace Runbook.FarEnd.Remote;

/// <summary>A pipeline of PowerShell's remoting as a stream: its input is read, on the reader's thread; what is written is its output, on its own.</summary>
internal sealed class PipelineStream : Stream
{
    /// <summary>Bytes in one object of the output: many small messages go in one.</summary>
    private const int Piece = 64 * 1024;

    private readonly IEnumerator input;
    private readonly object gate = new();
    private MemoryStream written = new();
    private byte[] piece = Array.Empty<byte>();
    private int position;
    private bool isClosed;
    private Exception? fault;

    internal PipelineStream(IEnumerator input) => this.input = input;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (this.position == this.piece.Length)
        {
            if (!this.Next())
            {
                return 0;
            }
        }

        var taken = Math.Min(count, this.piece.Length - this.position);
        Buffer.BlockCopy(this.piece, this.position, buffer, offset, taken);
        this.position += taken;
        return taken;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (this.gate)
        {
            if (this.isClosed)
            {
                throw new ObjectDisposedException(nameof(PipelineStream));
            }

            this.written.Write(buffer, offset, count);
            Monitor.PulseAll(this.gate);
        }
    }

    /// <summary>What is written, as it comes; until the stream is closed. Errors: that of <see cref="Fail"/>.</summary>
    internal IEnumerable<byte[]> Written()
    {
        for (; ; )
        {
            byte[] next;
            lock (this.gate)
            {
                while (this.written.Length == 0 && !this.isClosed)
                {
                    Monitor.Wait(this.gate);
                }

                if (this.written.Length == 0)
                {
                    break;
                }

                next = this.written.ToArray();
                if (this.written.Capacity > Piece)
                {
                    this.written = new MemoryStream();
                }
                else
                {
                    this.written.SetLength(0);
                }
            }

            for (var begin = 0; begin < next.Length; begin += Piece)
            {
                yield return next.Length <= Piece ? next : Part(next, begin);
            }
        }

        if (this.fault is not null)
        {
            throw new InvalidOperationException($"the session's far end failed: {this.fault}");
        }
    }

    /// <summary>Closes it with the reason, which becomes the pipeline's.</summary>
    internal void Fail(Exception error)
    {
        this.fault = error;
        this.Dispose();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (this.gate)
        {
            this.isClosed = true;
            Monitor.PulseAll(this.gate);
        }

        base.Dispose(disposing);
    }

    private static byte[] Part(byte[] all, int begin)
    {
        var part = new byte[Math.Min(Piece, all.Length - begin)];
        Buffer.BlockCopy(all, begin, part, 0, part.Length);
        return part;
    }

    private bool Next()
    {
        try
        {
            if (!this.input.MoveNext())
            {
                return false;
            }
        }
        catch (Exception error) when (error is InvalidOperationException or PipelineStoppedException or ObjectDisposedException)
        {
            // The pipeline is being ended.
            return false;
        }

        this.piece = (byte[])(this.input.Current is PSObject wrapped ? wrapped.BaseObject : this.input.Current);
        this.position = 0;
        return true;
    }
}

using System.Threading;

namespace Runbook.FarEnd.Wire;

/// <summary>
/// What a call sends while it runs: its records in the order in which they appeared, as fast as the runner takes them. A task that floods
/// waits; it is never buffered without bounds.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Bytes that may be under way or waiting: more, and the task waits.</summary>
    internal const int Window = 1024 * 1024;

    private readonly Channel channel;
    private readonly Sender sender;
    private readonly int call;
    private readonly object gate = new();
    private PayloadWriter pending = Channel.NewPayload();
    private PayloadWriter? spare;
    private int unacknowledged;
    private bool queued;
    private bool released;

    internal Outbox(Channel channel, Sender sender, int call)
    {
        this.channel = channel;
        this.sender = sender;
        this.call = call;
    }

    /// <summary>Takes a record, which stands in the writer from its beginning. It does not wait: see <see cref="WaitForRoom"/>.</summary>
    internal void Add(PayloadWriter record)
    {
        lock (this.gate)
        {
            if (this.released)
            {
                return;
            }

            this.pending.Bytes(record.Buffer, record.Length);
            this.Queue();
        }
    }

    /// <summary>Takes a record that is one text: a line of output, without a detour.</summary>
    internal void AddText(char kind, string text)
    {
        lock (this.gate)
        {
            if (this.released)
            {
                return;
            }

            this.pending.Kind(kind);
            if (kind == RecordKind.Output)
            {
                this.pending.Kind(ValueKind.String);
            }

            this.pending.Text(text);
            this.Queue();
        }
    }

    /// <summary>Waits until the runner has taken enough, or until the call is to be stopped.</summary>
    internal void WaitForRoom()
    {
        lock (this.gate)
        {
            while (!this.released && this.pending.Length + this.unacknowledged > Window)
            {
                Monitor.Wait(this.gate);
            }
        }
    }

    internal void Acknowledge(int bytes)
    {
        lock (this.gate)
        {
            this.unacknowledged -= bytes;
            Monitor.PulseAll(this.gate);
        }
    }

    /// <summary>From here on nothing waits, and what still comes is dropped: the call is to be stopped, or has ended.</summary>
    internal void Release()
    {
        lock (this.gate)
        {
            this.released = true;
            Monitor.PulseAll(this.gate);
        }
    }

    /// <summary>Sends what has come together.</summary>
    internal void Flush()
    {
        lock (this.channel.WriteGate)
        {
            PayloadWriter batch;
            lock (this.gate)
            {
                this.queued = false;
                if (this.pending.Length == Channel.Header)
                {
                    return;
                }

                batch = this.pending;
                this.pending = this.spare ?? Channel.NewPayload();
                this.spare = null;
                this.unacknowledged += batch.Length;
            }

            this.channel.Write(MessageKind.Records, this.call, batch);
            batch.Clear();
            batch.Skip(Channel.Header);
            this.spare = batch;
        }
    }

    private void Queue()
    {
        if (!this.queued)
        {
            this.queued = true;
            this.sender.Enqueue(this);
        }
    }
}

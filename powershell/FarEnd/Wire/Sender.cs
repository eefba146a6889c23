using System.Collections.Generic;
using System.Threading;

namespace Runbook.FarEnd.Wire;

/// <summary>The thread that sends what calls write while they run, so that many small records go in one message and a call waits for no pipe.</summary>
internal sealed class Sender
{
    private readonly Queue<Outbox> waiting = new();

    internal void Start() => new Thread(this.Send) { IsBackground = true, Name = "Runbook sender" }.Start();

    internal void Enqueue(Outbox outbox)
    {
        lock (this.waiting)
        {
            this.waiting.Enqueue(outbox);
            Monitor.Pulse(this.waiting);
        }
    }

    private void Send()
    {
        for (; ; )
        {
            Outbox next;
            lock (this.waiting)
            {
                while (this.waiting.Count == 0)
                {
                    Monitor.Wait(this.waiting);
                }

                next = this.waiting.Dequeue();
            }

            try
            {
                next.Flush();
            }
            catch (System.IO.IOException)
            {
                // The runner has gone; the dispatcher notices it, too.
                return;
            }
            catch (System.ObjectDisposedException)
            {
                return;
            }
        }
    }
}

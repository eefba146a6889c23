using System;
using System.IO;

namespace Runbook.FarEnd.Wire;

/// <summary>
/// The pipe as messages: the payload's length (4 bytes, little endian), the kind (1 byte), the id (4 bytes), the payload. One thread reads; any
/// thread writes, one message at a time.
/// </summary>
internal sealed class Channel : IDisposable
{
    /// <summary>Bytes before the payload.</summary>
    internal const int Header = 9;

    private readonly Stream pipe;
    private readonly byte[] head = new byte[Header];

    internal Channel(Stream pipe) => this.pipe = pipe;

    /// <summary>Whoever writes messages that have to stay in order holds this.</summary>
    internal object WriteGate { get; } = new();

    /// <summary>Reads the next message; null where the runner has gone.</summary>
    internal Frame? Read()
    {
        if (!this.Fill(this.head, Header))
        {
            return null;
        }

        var length = PayloadReader.GetInt32(this.head, 0);
        if (length < 0 || length > PayloadWriter.Largest)
        {
            throw new InvalidDataException($"the runner announced a message of {length} bytes");
        }

        var payload = length == 0 ? Array.Empty<byte>() : new byte[length];
        return this.Fill(payload, length) ? new Frame((char)this.head[4], PayloadReader.GetInt32(this.head, 5), payload) : null;
    }

    /// <summary>Writes a message whose payload stands in the writer after <see cref="Header"/> free bytes.</summary>
    internal void Write(char kind, int id, PayloadWriter payload)
    {
        payload.PutInt32At(0, payload.Length - Header);
        payload.Buffer[4] = (byte)kind;
        payload.PutInt32At(5, id);
        lock (this.WriteGate)
        {
            this.pipe.Write(payload.Buffer, 0, payload.Length);
        }
    }

    internal void Write(char kind, int id) => this.Write(kind, id, NewPayload());

    internal static PayloadWriter NewPayload()
    {
        var payload = new PayloadWriter();
        payload.Skip(Header);
        return payload;
    }

    public void Dispose() => this.pipe.Dispose();

    private bool Fill(byte[] target, int count)
    {
        for (var filled = 0; filled < count;)
        {
            var read = 0;
            try
            {
                read = this.pipe.Read(target, filled, count - filled);
            }
            catch (IOException)
            {
                // The runner has gone without closing.
            }
            catch (ObjectDisposedException)
            {
                // The session is being closed.
            }

            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }
}

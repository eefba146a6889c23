using System;
using System.IO;
using System.Text;

namespace Runbook.FarEnd.Wire;

/// <summary>Reads what the runner's payload writer has written. Errors: <see cref="InvalidDataException"/> where the bytes end too early.</summary>
internal sealed class PayloadReader
{
    private readonly byte[] buffer;
    private int position;

    internal PayloadReader(byte[] buffer) => this.buffer = buffer;

    internal char Kind() => (char)this.Byte();

    /// <summary>The kind that is read next.</summary>
    internal char Peek()
    {
        this.Require(1);
        return (char)this.buffer[this.position];
    }

    internal byte Byte()
    {
        this.Require(1);
        return this.buffer[this.position++];
    }

    internal bool Boolean() => this.Byte() != 0;

    internal int Int32()
    {
        this.Require(4);
        var value = GetInt32(this.buffer, this.position);
        this.position += 4;
        return value;
    }

    internal long Int64()
    {
        var low = unchecked((uint)this.Int32());
        return ((long)this.Int32() << 32) | low;
    }

    internal double Double() => BitConverter.Int64BitsToDouble(this.Int64());

    /// <summary>A text that may be null; see <see cref="PayloadWriter.Text"/>.</summary>
    internal string? TextOrNull()
    {
        var length = this.Int32();
        if (length == -1)
        {
            return null;
        }

        var count = length < 0 ? -2 - length : length;
        this.Require(count);
        string text;
        if (length >= 0)
        {
            text = Encoding.UTF8.GetString(this.buffer, this.position, count);
        }
        else
        {
            // Not by a decoder: it would replace the surrogate that stands alone, which is why the text came so.
            var units = new char[count / 2];
            System.Buffer.BlockCopy(this.buffer, this.position, units, 0, count);
            text = new string(units);
        }

        this.position += count;
        return text;
    }

    internal string Text() => this.TextOrNull() ?? throw new InvalidDataException("a text is missing in a message of the runner");

    internal byte[] Bytes(int count)
    {
        this.Require(count);
        var bytes = new byte[count];
        System.Buffer.BlockCopy(this.buffer, this.position, bytes, 0, count);
        this.position += count;
        return bytes;
    }

    /// <summary>How many of something follow. Each takes a byte at least.</summary>
    internal int Count()
    {
        var count = this.Int32();
        this.Require(count);
        return count;
    }

    internal static int GetInt32(byte[] buffer, int position) =>
        buffer[position] | (buffer[position + 1] << 8) | (buffer[position + 2] << 16) | (buffer[position + 3] << 24);

    private void Require(int count)
    {
        if (count < 0 || count > this.buffer.Length - this.position)
        {
            throw new InvalidDataException("a message of the runner ends too early");
        }
    }
}

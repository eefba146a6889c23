using System;
using System.IO;
using System.Text;

namespace Runbook.FarEnd.Wire;

/// <summary>Writes a message's payload: little-endian numbers, texts with their length. It grows as needed, up to a message's limit.</summary>
internal sealed class PayloadWriter
{
    /// <summary>Bytes of the largest payload.</summary>
    internal const int Largest = 256 * 1024 * 1024;

    private const int KeptCapacity = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] buffer = new byte[512];

    internal int Length { get; private set; }

    internal byte[] Buffer => this.buffer;

    internal void Clear()
    {
        this.Length = 0;
        // One large message must not keep its memory for ever.
        if (this.buffer.Length > KeptCapacity)
        {
            this.buffer = new byte[512];
        }
    }

    /// <summary>Takes back what was written after so many bytes.</summary>
    internal void Truncate(int length) => this.Length = length;

    /// <summary>Leaves so many bytes free, for a header that is written later.</summary>
    internal void Skip(int count)
    {
        this.Reserve(count);
        this.Length += count;
    }

    internal void Kind(char kind) => this.Byte((byte)kind);

    internal void Byte(byte value)
    {
        this.Reserve(1);
        this.buffer[this.Length++] = value;
    }

    internal void Boolean(bool value) => this.Byte(value ? (byte)1 : (byte)0);

    internal void Int32(int value)
    {
        this.Reserve(4);
        PutInt32(this.buffer, this.Length, value);
        this.Length += 4;
    }

    internal void Int64(long value)
    {
        this.Int32(unchecked((int)value));
        this.Int32(unchecked((int)(value >> 32)));
    }

    internal void Double(double value) => this.Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>
    /// A text: its length in bytes and its UTF-8. A negative length is for what UTF-8 cannot say: -1 is null, and -2 - n is a text of n bytes of
    /// UTF-16, one with a surrogate that stands alone.
    /// </summary>
    internal void Text(string? text)
    {
        if (text is null)
        {
            this.Int32(-1);
            return;
        }

        var begin = this.Length;
        // The most that a code unit can take is three bytes.
        this.Reserve(4L + (text.Length < 1024 ? 3L * text.Length : Encoding.UTF8.GetByteCount(text)));
        try
        {
            var count = Strict.GetBytes(text, 0, text.Length, this.buffer, begin + 4);
            PutInt32(this.buffer, begin, count);
            this.Length = begin + 4 + count;
        }
        catch (EncoderFallbackException)
        {
            var units = new byte[2 * text.Length];
            System.Buffer.BlockCopy(text.ToCharArray(), 0, units, 0, units.Length);
            this.Int32(-2 - units.Length);
            this.Bytes(units);
        }
    }

    internal void Bytes(byte[] bytes) => this.Bytes(bytes, bytes.Length);

    internal void Bytes(byte[] bytes, int count)
    {
        this.Reserve(count);
        System.Buffer.BlockCopy(bytes, 0, this.buffer, this.Length, count);
        this.Length += count;
    }

    internal void PutInt32At(int position, int value) => PutInt32(this.buffer, position, value);

    internal static void PutInt32(byte[] buffer, int position, int value)
    {
        buffer[position] = (byte)value;
        buffer[position + 1] = (byte)(value >> 8);
        buffer[position + 2] = (byte)(value >> 16);
        buffer[position + 3] = (byte)(value >> 24);
    }

    private void Reserve(long count)
    {
        var needed = this.Length + count;
        if (needed <= this.buffer.Length)
        {
            return;
        }

        if (needed > Largest)
        {
            throw new InvalidDataException($"it is larger than a message of the session may be ({Largest / (1024 * 1024)} MB)");
        }

        Array.Resize(ref this.buffer, (int)Math.Min(Largest, Math.Max(needed, 2L * this.buffer.Length)));
    }
}

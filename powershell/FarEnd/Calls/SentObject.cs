using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Calls;

/// <summary>An object that a call has returned, with what tells whether it has changed since.</summary>
internal sealed class SentObject
{
    private readonly int length;
    private readonly ulong hash;

    internal SentObject(int number, object item, PayloadWriter record, int begin)
    {
        this.Number = number;
        this.Item = item;
        this.length = record.Length - begin;
        this.hash = Hash(record, begin);
    }

    internal int Number { get; }

    internal object Item { get; }

    internal bool IsStill(PayloadWriter now) => now.Length == this.length && Hash(now, 0) == this.hash;

    /// <summary>FNV-1a, 64 bits.</summary>
    private static ulong Hash(PayloadWriter written, int begin)
    {
        var hash = 14695981039346656037UL;
        for (var index = begin; index < written.Length; index++)
        {
            hash = unchecked((hash ^ written.Buffer[index]) * 1099511628211UL);
        }

        return hash;
    }
}

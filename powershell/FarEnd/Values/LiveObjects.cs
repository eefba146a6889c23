using System.Collections.Generic;

namespace Runbook.FarEnd.Values;

/// <summary>
/// The objects that tasks have given to the runner, by number, so that they can come back as what they are. The newest ones only: how many
/// these are, src/session/live-objects.ts knows, too.
/// </summary>
internal sealed class LiveObjects
{
    internal const int Most = 10_000;

    private readonly Dictionary<int, object> objects = new();
    private int last;

    internal int Add(object item)
    {
        lock (this.objects)
        {
            this.last++;
            this.objects[this.last] = item;
            this.objects.Remove(this.last - Most);
            return this.last;
        }
    }

    /// <summary>The object with this number; null where it has been released.</summary>
    internal object? Find(int number)
    {
        lock (this.objects)
        {
            return this.objects.TryGetValue(number, out var found) ? found : null;
        }
    }

    internal void Release(int number)
    {
        lock (this.objects)
        {
            this.objects.Remove(number);
        }
    }
}

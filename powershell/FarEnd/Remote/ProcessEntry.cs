using System;

namespace Runbook.FarEnd.Remote;

/// <summary>A process of this machine, as its listing has it.</summary>
internal readonly struct ProcessEntry
{
    internal ProcessEntry(int id, int parent, int group)
    {
        this.Id = id;
        this.Parent = parent;
        this.Group = group;
    }

    internal int Id { get; }

    internal int Parent { get; }

    /// <summary>0 where there are no groups.</summary>
    internal int Group { get; }
}

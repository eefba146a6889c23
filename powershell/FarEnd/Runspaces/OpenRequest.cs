using System.Collections.Generic;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What a runspace is to have. src/session/open-request.ts writes it in this order.</summary>
internal sealed class OpenRequest
{
    internal OpenRequest(PayloadReader input)
    {
        for (var count = input.Count(); count > 0; count--)
        {
            this.Modules.Add(input.Text());
        }

        for (var count = input.Count(); count > 0; count--)
        {
            this.Reading.Add(input.Text());
        }

        this.RehearsalDirectory = input.TextOrNull();
        this.RehearsalSupport = input.TextOrNull();
        this.AllowsDotNet = input.Boolean();
        this.Width = input.Int32();
    }

    internal List<string> Modules { get; } = new();

    internal List<string> Reading { get; } = new();

    /// <summary>In a rehearsal, the folder with the stand-ins' modules; else null.</summary>
    internal string? RehearsalDirectory { get; }

    /// <summary>The scenario says that .NET is not held back.</summary>
    internal bool AllowsDotNet { get; }

    /// <summary>The module that stand-ins share.</summary>
    internal string? RehearsalSupport { get; }

    /// <summary>Columns of what is formatted as text.</summary>
    internal int Width { get; }
}

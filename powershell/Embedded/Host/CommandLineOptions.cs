using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace Runbook.Engine.Host;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLineOptions
{
    public StartMode Mode { get; init; } = StartMode.Session;

    /// <summary>For <see cref="StartMode.Error"/>: what is wrong and what would be right.</summary>
    public string Error { get; init; } = "";

    /// <summary>The text of <c>-Command</c> or <c>-EncodedCommand</c>.</summary>
    public string? Command { get; init; }

    /// <summary>The full path of <c>-File</c>.</summary>
    public string? File { get; init; }

    public IReadOnlyList<CommandParameter> Arguments { get; init; } = [];

    /// <summary><c>-Command -</c> or <c>-File -</c>.</summary>
    public bool ReadFromStandardInput { get; init; }

    public bool NoPrompt { get; init; }

    /// <summary>Go on reading commands after the first one.</summary>
    public bool NoExit { get; init; } = true;

    public bool NonInteractive { get; init; }

    public bool ShowBanner { get; init; } = true;

    public string? ExecutionPolicy { get; init; }

    public string? WorkingDirectory { get; init; }
}

using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Runbook.FarEnd.Host;

/// <summary>The host that tasks see as $Host. Nobody sits at it: what asks fails at once, and <c>exit</c> ends the script, not the session.</summary>
internal sealed class SessionHost : PSHost
{
    private readonly SessionUserInterface userInterface = new();

    public override string Name => "Runbook";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => this.userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>The code of the exit that a task has said since this was last set to null.</summary>
    internal int? ExitCode { get; set; }

    /// <summary>Where the running call's output goes.</summary>
    internal IHostOutput? Output
    {
        set => this.userInterface.Output = value;
    }

    /// <summary>The columns of what is formatted as text.</summary>
    internal int Width
    {
        get => this.userInterface.RawUI.BufferSize.Width;
        set => this.userInterface.Raw.Width = value;
    }

    /// <summary>Undoes what a script has done to the screen.</summary>
    internal void Reset() => this.userInterface.Raw.Reset();

    public override void SetShouldExit(int exitCode) => this.ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw SessionUserInterface.Nobody("a nested prompt");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}

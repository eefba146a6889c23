using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Runbook.FarEnd.Host;

/// <summary>The host that tasks see as $Host. Nobody sits at it: what asks fails at once, and <c>exit</c> ends the script, not the session.</summary>
internal sealed class SessionHost : PSHost
{
    private readonly SessionUserInterface userInterface = new();
    private CultureInfo culture = CultureInfo.CurrentCulture;
    private CultureInfo userInterfaceCulture = CultureInfo.CurrentUICulture;

    public override string Name => "Runbook";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => this.userInterface;

    /// <summary>Windows PowerShell gives it to the thread of each pipeline; in PowerShell 7 a thread stays as the task before has left it.</summary>
    public override CultureInfo CurrentCulture => this.culture;

    public override CultureInfo CurrentUICulture => this.userInterfaceCulture;

    /// <summary>The code of the exit that a task has said since this was last set to null.</summary>
    internal int? ExitCode { get; set; }

    /// <summary>Where the running call's output goes.</summary>
    internal IHostOutput? Output
    {
        set => this.userInterface.Output = value;
    }

    /// <summary>Makes the culture of the running thread, which a task has set, the session's.</summary>
    internal void KeepCulture()
    {
        this.culture = CultureInfo.CurrentCulture;
        this.userInterfaceCulture = CultureInfo.CurrentUICulture;
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

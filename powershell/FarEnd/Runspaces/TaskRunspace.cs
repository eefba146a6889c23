using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Runbook.FarEnd.Calls;
using Runbook.FarEnd.Host;
using Runbook.FarEnd.Rehearsal;

namespace Runbook.FarEnd.Runspaces;

/// <summary>One of the runspaces that a session drives: tasks run in it one after the other, on a thread of its own.</summary>
internal sealed class TaskRunspace
{
    private const BindingFlags Inner = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly PropertyInfo? TranscriptionData = typeof(Runspace).GetProperty("TranscriptionData", Inner);
    private static readonly PropertyInfo? Transcripts = TranscriptionData?.PropertyType.GetProperty("Transcripts", Inner);

    private readonly Runspace runspace;
    private readonly SessionState state;

    private TaskRunspace(Runspace runspace, SessionHost host)
    {
        this.runspace = runspace;
        this.Host = host;
        using var shell = PowerShell.Create();
        shell.AddCommand(new CmdletInfo("Get-RunbookSessionState", typeof(CaptureCommand)));
        this.state = (SessionState)this.Run(shell)[0].BaseObject;
        this.Scope = new GlobalScope(this.state);
    }

    internal SessionHost Host { get; }

    /// <summary>Where the global variables are.</summary>
    internal GlobalScope Scope { get; }

    /// <summary>What is put back after each call; there from when the runspace is ready for its tasks.</summary>
    internal TaskRunspaceState State { get; private set; } = null!;

    internal string LanguageMode => this.state.LanguageMode.ToString();

    internal SessionState SessionState => this.state;

    /// <summary>The thread that asks runs a pipeline in here.</summary>
    internal bool IsCurrent => ReferenceEquals(Runspace.DefaultRunspace, this.runspace);

    /// <summary>Commands by the names that tasks gave them.</summary>
    internal Dictionary<string, KnownCommand> Commands { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the names have meant, through all that changes.</summary>
    internal CommandBindings Bindings { get; } = new();

    /// <summary>The files that tasks' scripts were read from: what stands in them is no stand-in's code.</summary>
    internal HashSet<string> TaskScripts { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands that only read, by their verbs or names; the runner says which these are.</summary>
    internal HashSet<string> Reading { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>In a rehearsal: what is held back, and the words for it.</summary>
    internal RehearsalGuard? Guard { get; set; }

    /// <summary>The call that runs in it; null where none does.</summary>
    internal Call? Call { get; set; }

    /// <summary>Opens a runspace on this machine. It takes its time: some 15 ms, and in Windows PowerShell more.</summary>
    internal static TaskRunspace OpenLocal()
    {
        var host = new SessionHost();
        var initial = InitialSessionState.CreateDefault();
        initial.Commands.Add(Debugging.Refusal);
        var runspace = RunspaceFactory.CreateRunspace(host, initial);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        Apartment.SetSingleThreaded(runspace);
        runspace.Open();
        Debugging.Refuse(runspace);
        return new TaskRunspace(runspace, host);
    }

    /// <summary>Takes the full language away, or gives it back. Only where a rehearsal does that: elsewhere the mode is a policy's to say.</summary>
    internal void Restrict(bool restricted)
    {
        if (this.Guard is not null)
        {
            this.runspace.SessionStateProxy.LanguageMode = restricted ? PSLanguageMode.ConstrainedLanguage : PSLanguageMode.FullLanguage;
        }
    }

    /// <summary>The runspace is ready: what it is like now is what it is put back to.</summary>
    internal void Settle() => this.State = new TaskRunspaceState(this.Scope, this.Host);

    /// <summary>For a script that is about to begin.</summary>
    internal ScriptParameters Lend(IEnumerable<string> names) => new(this.Scope, names);

    /// <summary>Begins a pipeline; <paramref name="ended"/> is called on its thread when it has ended and the runspace is free again.</summary>
    /// <param name="shell">With its commands, and with the streams that are wanted.</param>
    /// <param name="output">Takes the output.</param>
    /// <param name="ended">Takes the shell.</param>
    internal void Begin(PowerShell shell, PSDataCollection<PSObject> output, Action<PowerShell> ended)
    {
        shell.Runspace = this.runspace;
        // No input at all: with any, an empty one too, a cmdlet that wants its mandatory parameter from the pipeline would run and do nothing.
        shell.BeginInvoke<PSObject, PSObject>(null, output, null, _ => ended(shell), null);
    }

    /// <summary>Runs a pipeline to its end. Errors: a <see cref="RuntimeException"/> where it fails.</summary>
    internal Collection<PSObject> Run(PowerShell shell)
    {
        shell.Runspace = this.runspace;
        return shell.Invoke();
    }

    internal void Close() => this.runspace.Close();

    internal void BeginClose()
    {
        try
        {
            this.runspace.CloseAsync();
        }
        catch (InvalidRunspaceStateException)
        {
            // It has broken already.
        }
    }

    /// <summary>Whether a task has begun a transcript. By reflection: PowerShell does not say so; where it cannot be asked, there is none.</summary>
    internal bool IsTranscribed =>
        TranscriptionData?.GetValue(this.runspace) is { } data && Transcripts?.GetValue(data) is ICollection { Count: > 0 };

    internal bool IsClosing => this.runspace.RunspaceStateInfo.State == RunspaceState.Closing;
}

using System;
using System.Globalization;
using System.IO;
using System.Security;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// What all runspaces share because it belongs to the process: environment variables, .NET's current folder, the console, the default culture of threads.
/// It is put back when the last of the running calls ends: before that it may be just what another one needs.
/// </summary>
internal sealed class ProcessState
{
    private readonly object gate = new();
    private EnvironmentState environment = new();
    private ConsoleState console = new();
    private string? folder = Folder();
    private CultureInfo? culture = CultureInfo.DefaultThreadCurrentCulture;
    private CultureInfo? userInterfaceCulture = CultureInfo.DefaultThreadCurrentUICulture;
    private int running;
    private Keep kept;
    private bool programsRan;

    /// <summary>A call begins.</summary>
    internal void Enter()
    {
        lock (this.gate)
        {
            this.running++;
        }
    }

    /// <summary>A call ends.</summary>
    /// <param name="keep">What is not put back, and is what is put back from now on.</param>
    /// <param name="ranProgram">Whether it ran a native program.</param>
    internal void Leave(Keep keep, bool ranProgram)
    {
        lock (this.gate)
        {
            this.kept |= keep;
            this.programsRan |= ranProgram;
            if (--this.running == 0)
            {
                this.PutBack();
                this.kept = Keep.Nothing;
                this.programsRan = false;
            }
        }
    }

    private void PutBack()
    {
        if (this.kept.HasFlag(Keep.Environment))
        {
            this.environment = new EnvironmentState();
        }
        else
        {
            this.environment.PutBack();
        }

        if (this.kept.HasFlag(Keep.Encodings))
        {
            this.console = new ConsoleState();
        }
        else
        {
            this.console.PutBack(this.programsRan);
        }

        if (this.kept.HasFlag(Keep.Location))
        {
            this.folder = Folder();
        }
        else if (this.folder is not null && Folder() != this.folder)
        {
            Enter(this.folder);
        }

        if (this.kept.HasFlag(Keep.Culture))
        {
            this.culture = CultureInfo.DefaultThreadCurrentCulture;
            this.userInterfaceCulture = CultureInfo.DefaultThreadCurrentUICulture;
        }
        else
        {
            CultureInfo.DefaultThreadCurrentCulture = this.culture;
            CultureInfo.DefaultThreadCurrentUICulture = this.userInterfaceCulture;
        }
    }

    /// <summary>Null where it has been removed, which is no folder to go back to.</summary>
    private static string? Folder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Enter(string folder)
    {
        try
        {
            Environment.CurrentDirectory = folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            // The task has removed it, or what it lies on.
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// A runspace's outermost scope. PowerShell shows neither its strict mode nor its drives alone (to list drives makes Windows look for new ones), and a
/// pipeline that asks would take longer than many a task, so they are read by reflection: the names are the same in Windows PowerShell 5.1 and in PowerShell 7.
/// </summary>
internal sealed class GlobalScope
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private readonly SessionState state;
    private readonly object? scope;
    private readonly PropertyInfo? strictMode;
    private readonly PropertyInfo? drives;

    internal GlobalScope(SessionState state)
    {
        this.state = state;
        var inner = Read(state, "Internal");
        this.scope = inner is null ? null : Read(inner, "GlobalScope");
        this.strictMode = this.scope?.GetType().GetProperty("StrictModeVersion", Hidden);
        this.drives = this.scope?.GetType().GetProperty("Drives", Hidden);
    }

    /// <summary>Null where it is off; always null, and not to be set, where this PowerShell does not show it.</summary>
    internal Version? StrictMode
    {
        get => this.strictMode?.GetValue(this.scope) as Version;
        set => this.strictMode?.SetValue(this.scope, value);
    }

    internal bool ShowsStrictMode => this.strictMode is not null;

    internal IEnumerable<PSDriveInfo> Drives =>
        this.drives?.GetValue(this.scope) as IEnumerable<PSDriveInfo> ?? this.state.Drive.GetAll().AsEnumerable();

    private static object? Read(object owner, string property) => owner.GetType().GetProperty(property, Hidden)?.GetValue(owner);
}

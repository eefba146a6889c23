using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// A runspace's outermost scope. PowerShell shows neither its strict mode nor its drives alone (to list drives makes Windows look for new ones), and a
/// pipeline that asks would take longer than many a task, so they are read by reflection, as are its variables: the names are the same in Windows PowerShell 5.1 and in PowerShell 7.
/// </summary>
internal sealed class GlobalScope
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private readonly SessionState state;
    private readonly object? scope;
    private readonly PropertyInfo? strictMode;
    private readonly PropertyInfo? drives;
    private readonly IDictionary<string, PSVariable>? variables;

    internal GlobalScope(SessionState state)
    {
        this.state = state;
        var inner = Read(state, "Internal");
        this.scope = inner is null ? null : Read(inner, "GlobalScope");
        this.strictMode = this.scope?.GetType().GetProperty("StrictModeVersion", Hidden);
        this.drives = this.scope?.GetType().GetProperty("Drives", Hidden);
        var found = this.scope is null ? null : Read(this.scope, "Variables") as IDictionary<string, PSVariable>;
        this.variables = found is not null && found.TryGetValue("Error", out var error) && ReferenceEquals(error, state.PSVariable.Get("global:Error")) ? found : null;
    }

    internal SessionState State => this.state;

    /// <summary>Whether variables are read from PowerShell's own table, which is many times faster than by their path.</summary>
    internal bool ShowsVariables => this.variables is not null;

    /// <summary>Null where it is off; always null, and not to be set, where this PowerShell does not show it.</summary>
    internal Version? StrictMode
    {
        get => this.strictMode?.GetValue(this.scope) as Version;
        set => this.strictMode?.SetValue(this.scope, value);
    }

    internal bool ShowsStrictMode => this.strictMode is not null;

    internal IEnumerable<PSDriveInfo> Drives =>
        this.drives?.GetValue(this.scope) as IEnumerable<PSDriveInfo> ?? this.state.Drive.GetAll().AsEnumerable();

    /// <summary>A global variable; null where there is none.</summary>
    internal PSVariable? Find(string name)
    {
        if (this.variables is null)
        {
            return this.state.PSVariable.Get("global:" + name);
        }

        return this.variables.TryGetValue(name, out var found) ? found : null;
    }

    internal object? ValueOf(string name) => this.Find(name)?.Value;

    /// <summary>Sets a global variable, where it has not this value already: to set one takes its time.</summary>
    internal void Set(string name, object? value)
    {
        var now = this.Find(name);
        if (now is null || !Equals(value, now.Value))
        {
            this.state.PSVariable.Set("global:" + name, value);
        }
    }

    private static object? Read(object owner, string property) => owner.GetType().GetProperty(property, Hidden)?.GetValue(owner);
}

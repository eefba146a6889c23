using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Where a runspace is: its current drive, the current folder of each drive, and what Push-Location has left.</summary>
internal sealed class LocationState
{
    private readonly SessionState state;
    private readonly GlobalScope scope;
    private readonly Dictionary<PSDriveInfo, string> folders = new();
    private readonly PSDriveInfo drive;
    private readonly string path;
    private readonly PathInfo[] pushed;

    internal LocationState(GlobalScope scope)
    {
        this.state = scope.State;
        this.scope = scope;
        foreach (var each in scope.Drives)
        {
            this.folders[each] = each.CurrentLocation;
        }

        this.drive = this.state.Drive.Current;
        this.path = this.state.Path.CurrentLocation.Path;
        this.pushed = this.state.Path.LocationStack(null).ToArray();
    }

    internal void PutBack()
    {
        this.PutStackBack();
        // Back on its drive first: to go there by its path sets the drive's folder, and then the others are theirs alone.
        if (!ReferenceEquals(this.state.Drive.Current, this.drive) || this.drive.CurrentLocation != this.FolderOf(this.drive))
        {
            Try(() => this.state.Path.SetLocation(WildcardPattern.Escape(this.path)));
        }

        foreach (var each in this.scope.Drives)
        {
            var folder = this.FolderOf(each);
            if (!ReferenceEquals(each, this.drive) && each.CurrentLocation != folder)
            {
                each.CurrentLocation = folder;
            }
        }
    }

    private void PutStackBack()
    {
        var count = this.state.Path.LocationStack(null).Count;
        if (count == this.pushed.Length)
        {
            return;
        }

        for (; count > 0; count--)
        {
            Try(() => this.state.Path.PopLocation(null));
        }

        foreach (var location in this.pushed.Reverse())
        {
            Try(() =>
            {
                this.state.Path.SetLocation(WildcardPattern.Escape(location.Path));
                this.state.Path.PushCurrentLocation(null);
            });
        }
    }

    private static void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception error) when (error is RuntimeException or NotSupportedException or InvalidOperationException)
        {
            // The task has removed the folder or the drive: there is nothing to go back to.
        }
    }

    /// <summary>A drive that a task has made begins at its root.</summary>
    private string FolderOf(PSDriveInfo drive) => this.folders.TryGetValue(drive, out var folder) ? folder : string.Empty;
}

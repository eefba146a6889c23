using System;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using Runbook.FarEnd.Remote;

namespace Runbook.FarEnd.Programs;

/// <summary>Waits until a process of this machine has gone, and has it ended where it does not go. Says <c>gone</c>, and <c>forced</c>.</summary>
[Cmdlet("Wait", "RunbookProcessEnd")]
internal sealed class WaitProcessEndCommand : PSCmdlet
{
    /// <summary>Milliseconds for a process that was ended by force to be gone.</summary>
    private const int Forced = 5000;

    private const int Look = 25;

    /// <summary>What two processes are told of when a third was started differs by so much.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    [Parameter(Mandatory = true)]
    public int Id { get; set; }

    /// <summary>When it was started (UTC, ISO 8601): its number may be another process's by now.</summary>
    [Parameter(Mandatory = true)]
    public string Began { get; set; } = string.Empty;

    /// <summary>Milliseconds that it has to go by itself.</summary>
    [Parameter(Mandatory = true)]
    public int Patience { get; set; }

    protected override void EndProcessing()
    {
        var began = DateTime.Parse(this.Began, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        var goes = this.Goes(began, this.Patience);
        if (!goes)
        {
            TaskProcesses.End(this.Id, force: true);
        }

        this.WriteObject(new OrderedDictionary { ["gone"] = goes || this.Goes(began, Forced), ["forced"] = !goes });
    }

    private bool Goes(DateTime began, int limit)
    {
        var waited = Stopwatch.StartNew();
        for (; this.Lives(began); Thread.Sleep(Look))
        {
            if (waited.ElapsedMilliseconds >= limit || this.Stopping)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A process of which nothing can be told is one that lives.</summary>
    private bool Lives(DateTime began)
    {
        try
        {
            using var process = Process.GetProcessById(this.Id);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - began).Duration() < Tolerance && this.IsListed();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (Exception error) when (error is Win32Exception or NotSupportedException)
        {
            return true;
        }
    }

    /// <summary>A process that has ended stays one until its parent has asked how: sshd asks some seconds later, and the listing leaves it out.</summary>
    private bool IsListed()
    {
        var all = ProcessListing.Take();
        return all.Count == 0 || all.Exists(entry => entry.Id == this.Id);
    }
}

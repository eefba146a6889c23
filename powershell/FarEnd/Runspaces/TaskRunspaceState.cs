using System.Globalization;
using System.Management.Automation;
using Runbook.FarEnd.Host;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// What of a runspace is put back after each call, as it was when the runspace was ready for its tasks. Variables, functions, aliases and modules are not
/// among it: that they stay is what a session is for. docs/session.md has the rule.
/// </summary>
internal sealed class TaskRunspaceState
{
    private readonly SessionState state;
    private readonly SessionHost host;
    private readonly GlobalScope scope;
    private LocationState location;
    private PreferenceState preferences;
    private SavedVariable outputEncoding;

    internal TaskRunspaceState(SessionState state, SessionHost host)
    {
        this.state = state;
        this.host = host;
        this.scope = new GlobalScope(state);
        this.location = new LocationState(state, this.scope);
        this.preferences = new PreferenceState(state, this.scope);
        this.outputEncoding = new SavedVariable(state, "OutputEncoding");
    }

    /// <summary>After a call, on the thread of its pipeline: a culture belongs to the thread.</summary>
    /// <param name="keep">What is not put back, and is what is put back from now on.</param>
    internal void PutBack(Keep keep)
    {
        if (keep.HasFlag(Keep.Preferences))
        {
            this.preferences = new PreferenceState(this.state, this.scope);
        }
        else
        {
            this.preferences.PutBack();
        }

        if (keep.HasFlag(Keep.Location))
        {
            this.location = new LocationState(this.state, this.scope);
        }
        else
        {
            this.location.PutBack();
        }

        if (keep.HasFlag(Keep.Encodings))
        {
            this.outputEncoding = new SavedVariable(this.state, "OutputEncoding");
        }
        else
        {
            this.outputEncoding.PutBack();
        }

        if (keep.HasFlag(Keep.Culture))
        {
            this.host.KeepCulture();
        }
        else
        {
            CultureInfo.CurrentCulture = this.host.CurrentCulture;
            CultureInfo.CurrentUICulture = this.host.CurrentUICulture;
        }
    }
}

using System.Globalization;
using Runbook.FarEnd.Host;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// What of a runspace is put back after each call, as it was when the runspace was ready for its tasks. Variables, functions, aliases and modules are not
/// among it: that they stay is what a session is for. docs/session.md has the rule.
/// </summary>
internal sealed class TaskRunspaceState
{
    private readonly SessionHost host;
    private readonly GlobalScope scope;
    private LocationState location;
    private PreferenceState preferences;
    private SavedVariable outputEncoding;

    internal TaskRunspaceState(GlobalScope scope, SessionHost host)
    {
        this.host = host;
        this.scope = scope;
        this.location = new LocationState(scope);
        this.preferences = new PreferenceState(scope);
        this.outputEncoding = new SavedVariable(scope, "OutputEncoding");
    }

    /// <summary>After a call, on the thread of its pipeline: a culture belongs to the thread.</summary>
    /// <param name="keep">What is not put back, and is what is put back from now on.</param>
    internal void PutBack(Keep keep)
    {
        if (keep.HasFlag(Keep.Preferences))
        {
            this.preferences = new PreferenceState(this.scope);
        }
        else
        {
            this.preferences.PutBack();
        }

        if (keep.HasFlag(Keep.Location))
        {
            this.location = new LocationState(this.scope);
        }
        else
        {
            this.location.PutBack();
        }

        if (keep.HasFlag(Keep.Encodings))
        {
            this.outputEncoding = new SavedVariable(this.scope, "OutputEncoding");
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

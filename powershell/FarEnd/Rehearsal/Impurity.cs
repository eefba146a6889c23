using System.Management.Automation.Language;

namespace Runbook.FarEnd.Rehearsal;

/// <summary>A part of a script that a rehearsal holds back.</summary>
internal sealed class Impurity
{
    private const int Longest = 120;

    internal Impurity(IScriptExtent place, bool isHeldByItself)
    {
        var first = place.Text.Split('\n')[0].TrimEnd();
        this.Text = first.Length > Longest ? first.Substring(0, Longest) + "…" : first;
        this.Place = place;
        this.IsHeldByItself = isHeldByItself;
    }

    /// <summary>As it is written, its first line.</summary>
    internal string Text { get; }

    internal IScriptExtent Place { get; }

    internal int Line => this.Place.StartLineNumber;

    /// <summary>The constrained language holds it back when it comes to it; what it would let pass is refused beforehand.</summary>
    internal bool IsHeldByItself { get; }
}

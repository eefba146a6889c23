using System.Collections;

namespace Runbook.FarEnd.Runspaces;

/// <summary>$PSDefaultParameterValues as it was: the dictionary, and what is in it.</summary>
internal sealed class DefaultValuesState
{
    private readonly SavedVariable variable;
    private readonly Hashtable? entries;

    internal DefaultValuesState(GlobalScope scope)
    {
        this.variable = new SavedVariable(scope, "PSDefaultParameterValues");
        this.entries = this.variable.Value is IDictionary dictionary ? new Hashtable(dictionary) : null;
    }

    internal void PutBack()
    {
        this.variable.PutBack();
        if (this.entries is null || this.variable.Value is not IDictionary dictionary || this.Is(dictionary))
        {
            return;
        }

        dictionary.Clear();
        foreach (DictionaryEntry entry in this.entries)
        {
            dictionary[entry.Key] = entry.Value;
        }
    }

    private bool Is(IDictionary now)
    {
        if (now.Count != this.entries!.Count)
        {
            return false;
        }

        foreach (DictionaryEntry entry in now)
        {
            if (!this.entries.ContainsKey(entry.Key) || !Equals(this.entries[entry.Key], entry.Value))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What is set in $PSStyle, which PowerShell has from 7.2 on: the variable stays, and a task changes the object.</summary>
internal sealed class StyleState
{
    private readonly List<KeyValuePair<PropertyInfo, object>> members = new();
    private readonly object?[] values;

    internal StyleState(GlobalScope scope)
    {
        var style = scope.ValueOf("PSStyle");
        this.Add(style is PSObject wrapped ? wrapped.BaseObject : style);
        this.values = this.members.Select(member => member.Key.GetValue(member.Value)).ToArray();
    }

    internal void PutBack()
    {
        for (var index = 0; index < this.values.Length; index++)
        {
            var member = this.members[index];
            if (!Equals(member.Key.GetValue(member.Value), this.values[index]))
            {
                member.Key.SetValue(member.Value, this.values[index]);
            }
        }
    }

    private void Add(object? part)
    {
        if (part is null)
        {
            return;
        }

        foreach (var property in part.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            if (property.SetMethod is { IsPublic: true })
            {
                this.members.Add(new KeyValuePair<PropertyInfo, object>(property, part));
            }
            else if (property.Name is "Formatting" or "Progress" or "FileInfo")
            {
                this.Add(property.GetValue(part));
            }
        }
    }
}

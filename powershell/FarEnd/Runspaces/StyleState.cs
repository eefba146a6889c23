using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What is set in $PSStyle, which PowerShell has from 7.2 on: the variable stays, and a task changes the object.</summary>
internal sealed class StyleState
{
    private readonly List<Member> members = new();

    internal StyleState(GlobalScope scope)
    {
        var style = scope.ValueOf("PSStyle");
        this.Add(style is PSObject wrapped ? wrapped.BaseObject : style);
    }

    internal void PutBack()
    {
        foreach (var member in this.members)
        {
            member.PutBack();
        }
    }

    private void Add(object? part)
    {
        if (part is null)
        {
            return;
        }

        foreach (var property in part.GetType().GetProperties())
        {
            if (property.SetMethod is { IsPublic: true })
            {
                if (property.GetIndexParameters().Length == 0)
                {
                    this.members.Add(new Member(part, property));
                }
            }
            else if (property.Name is "Formatting" or "Progress" or "FileInfo")
            {
                this.Add(property.GetValue(part));
            }
        }
    }

    /// <summary>
    /// A property and its value. Most are texts, and these are read through a delegate: .NET writes and compiles a method of its own for each property that is read
    /// by reflection more than once, which the first task would wait for.
    /// </summary>
    private sealed class Member
    {
        private readonly object part;
        private readonly PropertyInfo property;
        private readonly Func<string>? read;
        private readonly object? value;

        internal Member(object part, PropertyInfo property)
        {
            this.part = part;
            this.property = property;
            this.read = property.PropertyType == typeof(string) && property.GetMethod is { } getter
                ? (Func<string>)Delegate.CreateDelegate(typeof(Func<string>), part, getter)
                : null;
            this.value = this.Read();
        }

        internal void PutBack()
        {
            if (!Equals(this.Read(), this.value))
            {
                this.property.SetValue(this.part, this.value);
            }
        }

        private object? Read() => this.read is null ? this.property.GetValue(this.part) : this.read();
    }
}

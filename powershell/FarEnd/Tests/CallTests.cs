using System;
using System.Collections.Generic;
using System.Management.Automation;
using Runbook.FarEnd.Calls;
using Runbook.FarEnd.Wire;
using Xunit;

namespace Runbook.FarEnd.Tests;

[Collection("environment")]
public class CallTests
{
    [Fact]
    public void TheEnvironmentIsPutBack()
    {
        Environment.SetEnvironmentVariable("FAR_END_A", "before");
        Environment.SetEnvironmentVariable("FAR_END_B", null);
        var change = EnvironmentChange.Apply(new List<KeyValuePair<string, string?>> { new("FAR_END_A", null), new("FAR_END_B", "set") })!;
        Assert.Null(Environment.GetEnvironmentVariable("FAR_END_A"));
        Assert.Equal("set", Environment.GetEnvironmentVariable("FAR_END_B"));
        change.Undo();
        Assert.Equal("before", Environment.GetEnvironmentVariable("FAR_END_A"));
        Assert.Null(Environment.GetEnvironmentVariable("FAR_END_B"));
    }

    [Fact]
    public void AnErrorWhoseMembersThrowIsStillTold()
    {
        var fields = ErrorFields.Of(new ErrorRecord(new Hostile(), "Id", ErrorCategory.InvalidData, new Target()), terminating: false);
        Assert.Equal("Id", fields.Id);
        Assert.Equal(typeof(Hostile).FullName, fields.Exception);
        Assert.Equal(typeof(Target).FullName, fields.Target);
    }

    [Fact]
    public void TheConsolesEncodingIsPutBack()
    {
        var (encoding, output, error) = (Console.OutputEncoding, Console.Out, Console.Error);
        Assert.Null(ConsoleEncoding.Apply(0));
        var change = ConsoleEncoding.Apply(1200)!;
        Assert.Equal(1200, Console.OutputEncoding.CodePage);
        Assert.Empty(Console.Out.Encoding.GetPreamble());
        change.Undo();
        Assert.Equal(encoding.CodePage, Console.OutputEncoding.CodePage);
        Assert.Same(output, Console.Out);
        Assert.Same(error, Console.Error);
    }

    [Fact]
    public void AnErrorWithoutATextIsNamed()
    {
        var fields = ErrorFields.Of(new ErrorRecord(new InvalidOperationException(" "), "Id", ErrorCategory.InvalidData, null), terminating: false);
        Assert.Contains(typeof(InvalidOperationException).FullName!, fields.Message);
    }

    [Fact]
    public void AWebErrorIsToldByItsStatusBeforeItsBody()
    {
        var record = new ErrorRecord(new InvalidOperationException("500 (no)"), "WebCmdletWebResponseException,Invoke-It", ErrorCategory.InvalidData, null)
        {
            ErrorDetails = new ErrorDetails("\n{}"),
        };
        Assert.Equal("500 (no)\n{}", ErrorFields.Of(record, terminating: false).Message);
    }

    [Fact]
    public void AnObjectIsStillTheSameUntilItChanges()
    {
        var record = new PayloadWriter();
        record.Text("head");
        var begin = record.Length;
        record.Text("value");
        var sent = new SentObject(1, "item", record, begin);
        var now = new PayloadWriter();
        now.Text("value");
        Assert.True(sent.IsStill(now));
        now.Clear();
        now.Text("other");
        Assert.False(sent.IsStill(now));
    }

    private sealed class Hostile : Exception
    {
        public override string Message => "told";

        public override string ToString() => throw new InvalidOperationException();
    }

    private sealed class Target
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}

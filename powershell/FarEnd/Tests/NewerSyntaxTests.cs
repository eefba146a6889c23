using System.Linq;
using System.Management.Automation.Language;
using Runbook.FarEnd.Scripts;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class NewerSyntaxTests
{
    [Theory]
    [InlineData("$x ?? 1", "??")]
    [InlineData("$x ??= 1", "??=")]
    [InlineData("$x ? 1 : 2", "$x ? 1 : 2")]
    [InlineData("a && b", "a && b")]
    [InlineData("a || b", "a || b")]
    [InlineData("${x}?.y", "${x}?.y")]
    [InlineData("${x}?[0]", "${x}?[0]")]
    [InlineData("'a'..'z'", "'a'..'z'")]
    [InlineData("function f { clean { } }", "clean { }")]
    [InlineData("enum E : byte { A }", "byte")]
    [InlineData("a\n  | b", "|")]
    [InlineData("0b101", "0b101")]
    [InlineData("0xFFu", "0xFFu")]
    [InlineData("1n", "1n")]
    [InlineData("\"`u{20AC}\"", "\"`u{20AC}\"")]
    [InlineData("\"```e[0m\"", "\"```e[0m\"")]
    public void WhatCameLaterIsFound(string text, string place) => Assert.Equal(new[] { place }, In(text));

    [Theory]
    [InlineData("$x?.y")]
    [InlineData("1..9")]
    [InlineData("'1'..'9'")]
    [InlineData("0xFF; 10l; 1.5d; 5kb; 1e3; 0xD; 0xAl")]
    [InlineData("a |\n  b")]
    [InlineData("enum E { A }")]
    [InlineData("& a; a `\n | b")]
    [InlineData("\"``e ``u{20AC}\"; '`e'; \"`$x\"")]
    [InlineData("if ($x) { } elseif ($y) { }; @(1, 2)[0]")]
    public void WhatWindowsPowerShellHasIsNot(string text) => Assert.Empty(In(text));

    private static string[] In(string text)
    {
        var tree = Parser.ParseInput(text, out var tokens, out var mistakes);
        Assert.Empty(mistakes);
        return NewerSyntax.In(tree, tokens).Select(found => found.Place.Text).ToArray();
    }
}

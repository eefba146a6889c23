using System;
using System.IO;
using Runbook.FarEnd.Wire;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class PayloadTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("ä€😀")]
    [InlineData("a\ud800b")]
    [InlineData("\udc00\ud800")]
    [InlineData("\ufffe\uffff")]
    [InlineData(null)]
    public void ATextComesBackAsItWas(string? text)
    {
        var writer = new PayloadWriter();
        writer.Text(text);
        Assert.Equal(text, Reader(writer).TextOrNull());
    }

    [Fact]
    public void NumbersComeBackAsTheyWere()
    {
        var writer = new PayloadWriter();
        writer.Int32(int.MinValue);
        writer.Int64(long.MinValue + 1);
        writer.Int64(-1);
        writer.Double(-0.0);
        writer.Boolean(true);
        var reader = Reader(writer);
        Assert.Equal(int.MinValue, reader.Int32());
        Assert.Equal(long.MinValue + 1, reader.Int64());
        Assert.Equal(-1L, reader.Int64());
        Assert.True(double.IsNegative(reader.Double()));
        Assert.True(reader.Boolean());
    }

    [Fact]
    public void ALongTextGrowsTheBuffer()
    {
        var text = new string('x', 5_000_000);
        var writer = new PayloadWriter();
        writer.Text("before");
        writer.Text(text);
        var reader = Reader(writer);
        Assert.Equal("before", reader.Text());
        Assert.Equal(text, reader.Text());
    }

    [Fact]
    public void WhatIsLargerThanAMessageIsRefused()
    {
        var writer = new PayloadWriter();
        writer.Skip(PayloadWriter.Largest);
        Assert.Throws<InvalidDataException>(() => writer.Byte(1));
    }

    [Fact]
    public void WhatEndsTooEarlyIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => new PayloadReader(new byte[] { 1, 0 }).Int32());
        Assert.Throws<InvalidDataException>(() => new PayloadReader(new byte[] { 255, 255, 255, 127 }).Text());
        Assert.Throws<InvalidDataException>(() => new PayloadReader(new byte[] { 255, 255, 255, 127 }).Count());
        Assert.Throws<InvalidDataException>(() => new PayloadReader(new byte[] { 0, 0, 0, 128, 1 }).Text());
    }

    internal static PayloadReader Reader(PayloadWriter writer) => new(writer.Buffer.AsSpan(0, writer.Length).ToArray());
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using Runbook.FarEnd.Values;
using Runbook.FarEnd.Wire;
using Xunit;

namespace Runbook.FarEnd.Tests;

/// <summary>The type data of a runspace counts here, as it does where tasks run.</summary>
public sealed class ValueTests : IDisposable
{
    private readonly LiveObjects live = new();
    private readonly Runspace runspace;

    public ValueTests()
    {
        var initial = InitialSessionState.CreateDefault2();
        initial.Types.Add(new SessionStateTypeEntry(new TypeData("System.Random") { SerializationMethod = "String" }, isRemove: false));
        var drive = new TypeData("System.IO.DriveInfo") { SerializationMethod = "SpecificProperties", PropertySerializationSet = new PropertySetData(new[] { "Name" }) };
        initial.Types.Add(new SessionStateTypeEntry(drive, isRemove: false));
        this.runspace = RunspaceFactory.CreateRunspace(initial);
        this.runspace.Open();
        Runspace.DefaultRunspace = this.runspace;
    }

    public void Dispose()
    {
        Runspace.DefaultRunspace = null;
        this.runspace.Dispose();
    }

    public static IEnumerable<object[]> Scalars => new object[]
    {
        true, 1, -1L << 40, ulong.MaxValue, 2.5, "text", DayOfWeek.Friday, 1.50m, Guid.NewGuid(), new Version(1, 2), 'x', TimeSpan.FromDays(-1.5),
        new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromMinutes(-90)),
        new Uri("https://example.com/a%20b"), System.Numerics.BigInteger.Pow(10, 40), new SemanticVersion("7.6.9-rc.1"),
    }.Select(value => new[] { value });

    [Theory]
    [MemberData(nameof(Scalars))]
    public void AScalarComesBackAsItWas(object value) => Assert.Equal(value, this.Back(value));

    [Fact]
    public void ACustomObjectsTypeNamesAreItsOwnOnceTheyAreChanged()
    {
        const string Plain = "System.Management.Automation.PSCustomObject\nSystem.Object";
        var changed = new PSObject();
        Assert.Equal(Plain, TypeNames.Of(changed));
        changed.TypeNames.Insert(0, "Mine");
        Assert.Equal("Mine\n" + Plain, TypeNames.Of(changed));
        Assert.Equal(Plain, TypeNames.Of(new PSObject()));
        Assert.Equal("System.Version\nSystem.Object", TypeNames.Of(PSObject.AsPSObject(new Version(1, 2))));
    }

    [Fact]
    public void ContainersComeBack()
    {
        var table = new OrderedDictionary { ["b"] = new object[] { 1, null! }, ["a"] = new Hashtable { [3] = "x" } };
        var back = Assert.IsType<OrderedDictionary>(this.Back(table));
        Assert.Equal(new[] { "b", "a" }, back.Keys.Cast<string>());
        Assert.Equal(new object[] { 1, null! }, back["b"]);
        Assert.Equal("x", ((Hashtable)back["a"]!)[3]);
    }

    [Fact]
    public void ACustomObjectKeepsItsNamesAndProperties()
    {
        var made = new PSObject();
        made.TypeNames.Insert(0, "My.Thing");
        made.Properties.Add(new PSNoteProperty("A", 1));
        var back = Assert.IsType<PSObject>(this.Back(made));
        Assert.Equal("My.Thing", back.TypeNames[0]);
        Assert.Equal(1, back.Properties["A"].Value);
    }

    [Fact]
    public void ACopyIsCalledOneAndKeepsWhatTypeDataAdds()
    {
        var back = Assert.IsType<PSObject>(this.Back(new FileInfo("/x/y.txt")));
        Assert.Equal("Deserialized.System.IO.FileInfo", back.TypeNames[0]);
        Assert.Equal("y", back.Properties["BaseName"].Value);
    }

    [Fact]
    public void WhatIsTooDeepIsMarked()
    {
        var inner = new PSObject();
        inner.Properties.Add(new PSNoteProperty("Deep", 1));
        var outer = new PSObject();
        outer.Properties.Add(new PSNoteProperty("Inner", inner));
        Assert.True(IsCut(outer, depth: 1));
        Assert.False(IsCut(outer, depth: 2));

        static bool IsCut(PSObject value, int depth)
        {
            var writer = new PayloadWriter();
            new ValueWriter(depth, 1).Write(writer, value);
            var reader = PayloadTests.Reader(writer);
            reader.Kind();
            reader.Text();
            reader.TextOrNull();
            Assert.False(reader.Boolean());
            Assert.Equal(1, reader.Int32());
            Assert.Equal("Inner", reader.Text());
            reader.Kind();
            reader.Text();
            reader.TextOrNull();
            return reader.Boolean();
        }
    }

    [Fact]
    public void WhatHoldsItselfEnds()
    {
        var list = new ArrayList();
        list.Add(list);
        var table = new Hashtable { ["me"] = null };
        table["me"] = table;
        Assert.Single((object[])this.Back(list)!);
        Assert.IsType<PSObject>(((Hashtable)this.Back(table)!)["me"]);
    }

    [Fact]
    public void AnObjectThatFailsWhileItIsReadIsItsType()
    {
        var back = Assert.IsType<object[]>(this.Back(new object[] { 1, Failing(), 2 }));
        Assert.Equal(1, back[0]);
        Assert.IsType<PSObject>(back[1]);
        Assert.Equal(2, back[2]);

        static IEnumerable<int> Failing()
        {
            yield return 1;
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public void ALiveObjectGoesInAsItself()
    {
        var item = new object();
        var number = this.live.Add(item);
        var writer = new PayloadWriter();
        writer.Kind(ValueKind.Live);
        writer.Int32(number);
        Assert.Same(item, new ValueReader(this.live).Read(PayloadTests.Reader(writer), null));
        this.live.Release(number);
        Assert.Throws<InvalidDataException>(() => new ValueReader(this.live).Read(PayloadTests.Reader(writer), null));
    }

    [Fact]
    public void OnlyTheNewestObjectsAreKept()
    {
        var first = this.live.Add("first");
        for (var index = 1; index < LiveObjects.Most; index++)
        {
            this.live.Add(index);
        }

        Assert.Equal("first", this.live.Find(first));
        this.live.Add("one more");
        Assert.Null(this.live.Find(first));
    }

    [Fact]
    public void ASecretIsWhatTheParameterWants()
    {
        var writer = new PayloadWriter();
        writer.Kind(ValueKind.Secret);
        writer.Text("hush");
        Assert.Equal("hush", new ValueReader(this.live).Read(PayloadTests.Reader(writer), null));
        Assert.IsType<SecureString>(new ValueReader(this.live).Read(PayloadTests.Reader(writer), typeof(SecureString)));
    }

    [Fact]
    public void ATypeCanSayThatItsTextIsEnough() => Assert.Equal("System.Random", this.Back(new Random()));

    [Fact]
    public void ATypeCanSayWhichPropertiesCount()
    {
        var back = Assert.IsType<PSObject>(this.Back(new DriveInfo("/")));
        Assert.Equal("Name", Assert.Single(back.Properties).Name);
    }

    private object? Back(object value)
    {
        var writer = new PayloadWriter();
        new ValueWriter(4, 1).Write(writer, value);
        return new ValueReader(this.live).Read(PayloadTests.Reader(writer), null);
    }
}

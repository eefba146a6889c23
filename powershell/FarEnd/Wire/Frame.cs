namespace Runbook.FarEnd.Wire;

/// <summary>One message: a kind, the call or runspace that it is about, and a payload.</summary>
internal sealed class Frame
{
    internal Frame(char kind, int id, byte[] payload)
    {
        this.Kind = kind;
        this.Id = id;
        this.Payload = payload;
    }

    internal char Kind { get; }

    internal int Id { get; }

    internal byte[] Payload { get; }
}

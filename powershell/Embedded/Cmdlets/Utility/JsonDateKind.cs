namespace Microsoft.PowerShell.Commands;

public enum JsonDateKind
{
    Default,
    Local,
    Utc,
    Offset,
    String,
}

using System.Net;
using System.Security;

namespace Microsoft.PowerShell.Commands;

/// <summary>Of the original's ways only <c>-AsPlainText</c>.</summary>
[Cmdlet(VerbsData.ConvertFrom, "SecureString", DefaultParameterSetName = "AsPlainText")]
[OutputType(typeof(string))]
public sealed class ConvertFromSecureStringCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, Mandatory = true)]
    public SecureString? SecureString { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "AsPlainText")]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord()
    {
        if (!AsPlainText)
        {
            ThrowTerminatingError(Errors.Argument(
                "The embedded engine shows secure strings as plain text only: use -AsPlainText.", "ExportSecureString_NotSupported"));
        }

        WriteObject(new NetworkCredential("", SecureString).Password);
    }
}

using System.Globalization;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Programs;

/// <summary>In what programs and scripts write where nobody says otherwise. The process of a remote session has no console to ask.</summary>
internal static class ConsoleCodePage
{
    private const int Utf8 = 65001;

    internal static int Number => PowerShellFacts.IsWindows ? CultureInfo.CurrentCulture.TextInfo.OEMCodePage : Utf8;
}

using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// The encodings of the process's console and what [Console]::Out, Error and In are, as they were. .NET remembers the encodings, so to look at them is cheap;
/// a program such as chcp changes the console's code pages behind its back.
/// </summary>
internal sealed class ConsoleState
{
    private readonly Encoding? output = Tried(() => Console.OutputEncoding);
    private readonly Encoding? input = Tried(() => Console.InputEncoding);
    private readonly TextWriter outWriter = Console.Out;
    private readonly TextWriter errorWriter = Console.Error;
    private readonly uint outputPage = PowerShellFacts.IsWindows ? GetConsoleOutputCP() : 0;
    private readonly uint inputPage = PowerShellFacts.IsWindows ? GetConsoleCP() : 0;

    /// <param name="programsRan">Whether a native program may have changed the code pages: to ask for them is a call to another process.</param>
    internal void PutBack(bool programsRan)
    {
        if (this.output is not null && !this.output.Equals(Tried(() => Console.OutputEncoding)))
        {
            Tried(() => Console.OutputEncoding = this.output);
        }

        if (this.input is not null && !this.input.Equals(Tried(() => Console.InputEncoding)))
        {
            Tried(() => Console.InputEncoding = this.input);
        }

        if (!ReferenceEquals(Console.Out, this.outWriter))
        {
            Console.SetOut(this.outWriter);
        }

        if (!ReferenceEquals(Console.Error, this.errorWriter))
        {
            Console.SetError(this.errorWriter);
        }

        if (programsRan && PowerShellFacts.IsWindows)
        {
            this.PutPagesBack();
        }
    }

    private void PutPagesBack()
    {
        if (this.outputPage != 0 && GetConsoleOutputCP() != this.outputPage)
        {
            SetConsoleOutputCP(this.outputPage);
        }

        if (this.inputPage != 0 && GetConsoleCP() != this.inputPage)
        {
            SetConsoleCP(this.inputPage);
        }
    }

    /// <summary>Null where there is no console to ask, or where its code page is none that .NET has.</summary>
    private static Encoding? Tried(Func<Encoding> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception error) when (error is IOException or NotSupportedException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("kernel32.dll")]
    private static extern uint GetConsoleOutputCP();

    [DllImport("kernel32.dll")]
    private static extern uint GetConsoleCP();

    [DllImport("kernel32.dll")]
    private static extern bool SetConsoleOutputCP(uint page);

    [DllImport("kernel32.dll")]
    private static extern bool SetConsoleCP(uint page);
}

using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Hands on text line by line.</summary>
internal sealed class LineWriter(Action<string> onLine) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        if (value == '\n')
        {
            if (_line.Length > 0 && _line[^1] == '\r')
            {
                _line.Length--;
            }

            var line = _line.ToString();
            _line.Clear();
            onLine(line);
        }
        else
        {
            _line.Append(value);
        }
    }

    /// <summary>Hands on what stands after the last line's end.</summary>
    public void Finish()
    {
        if (_line.Length > 0)
        {
            Write('\n');
        }
    }
}

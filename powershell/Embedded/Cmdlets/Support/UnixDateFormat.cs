using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>The format of <c>Get-Date -UFormat</c>: that of the Unix command <c>date</c>, as PowerShell reads it.</summary>
internal static class UnixDateFormat
{
    public static string Apply(DateTime date, string format)
    {
        var result = new StringBuilder();
        var start = format.StartsWith('+') ? 1 : 0;
        for (var i = start; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 >= format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            i++;
            result.Append(Part(date, format[i]));
        }

        return result.ToString();
    }

    private static string Part(DateTime date, char specifier)
    {
        var culture = CultureInfo.CurrentCulture;
        var invariant = CultureInfo.InvariantCulture;
        string With(string format) => date.ToString(format, culture);
        string Plain(FormattableString text) => text.ToString(invariant);
        return specifier switch
        {
            'A' => With("dddd"),
            'a' => With("ddd"),
            'B' => With("MMMM"),
            'b' or 'h' => With("MMM"),
            'C' => Plain($"{date.Year / 100:00}"),
            'c' => date.ToString("ddd dd MMM yyyy HH:mm:ss", culture),
            'D' or 'x' => date.ToString("MM/dd/yy", invariant),
            'd' => Plain($"{date.Day:00}"),
            'e' => Plain($"{date.Day,2}"),
            'F' => date.ToString("yyyy-MM-dd", invariant),
            'G' => Plain($"{ISOWeek.GetYear(date)}"),
            'g' => Plain($"{ISOWeek.GetYear(date) % 100:00}"),
            'H' => Plain($"{date.Hour:00}"),
            'I' => date.ToString("hh", invariant),
            'j' => Plain($"{date.DayOfYear:000}"),
            'k' => Plain($"{date.Hour,2}"),
            'l' => Plain($"{(date.Hour + 11) % 12 + 1,2}"),
            'M' => Plain($"{date.Minute:00}"),
            'm' => Plain($"{date.Month:00}"),
            'n' => "\n",
            'p' => With("tt"),
            'R' => date.ToString("HH:mm", invariant),
            'r' => date.ToString("hh:mm:ss tt", culture),
            'S' => Plain($"{date.Second:00}"),
            's' => Plain($"{new DateTimeOffset(date).ToUnixTimeSeconds()}"),
            'T' or 'X' => date.ToString("HH:mm:ss", invariant),
            't' => "\t",
            'U' => Plain($"{(date.DayOfYear - 1) / 7}"),
            'u' => Plain($"{(date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek)}"),
            'V' => Plain($"{ISOWeek.GetWeekOfYear(date):00}"),
            'W' => Plain($"{(date.DayOfYear - 1) / 7}"),
            'w' => Plain($"{(int)date.DayOfWeek}"),
            'Y' => Plain($"{date.Year:0000}"),
            'y' => Plain($"{date.Year % 100:00}"),
            'Z' => date.ToString("%K", culture) is { Length: > 2 } zone ? zone[..3] : "+00",
            '%' => "%",
            _ => specifier.ToString(),
        };
    }
}

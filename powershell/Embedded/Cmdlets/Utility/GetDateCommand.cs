namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "DateAndFormat")]
[OutputType(typeof(string), typeof(DateTime))]
public sealed class GetDateCommand : Cmdlet
{
    private DateTime? _date;
    private int? _year, _month, _day, _hour, _minute, _second, _millisecond;
    private DisplayHintType? _hint;

    [Parameter(ParameterSetName = "DateAndFormat", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "DateAndUFormat", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Date
    {
        get => _date ?? default;
        set => _date = value;
    }

    [Parameter(ParameterSetName = "UnixTimeSecondsAndFormat", Mandatory = true)]
    [Parameter(ParameterSetName = "UnixTimeSecondsAndUFormat", Mandatory = true)]
    [Alias("UnixTime")]
    public long UnixTimeSeconds
    {
        get => new DateTimeOffset(_date ?? default).ToUnixTimeSeconds();
        set => _date = DateTimeOffset.FromUnixTimeSeconds(value).LocalDateTime;
    }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int Year
    {
        get => _year ?? 0;
        set => _year = value;
    }

    [Parameter]
    [ValidateRange(1, 12)]
    public int Month
    {
        get => _month ?? 0;
        set => _month = value;
    }

    [Parameter]
    [ValidateRange(1, 31)]
    public int Day
    {
        get => _day ?? 0;
        set => _day = value;
    }

    [Parameter]
    [ValidateRange(0, 23)]
    public int Hour
    {
        get => _hour ?? 0;
        set => _hour = value;
    }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Minute
    {
        get => _minute ?? 0;
        set => _minute = value;
    }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Second
    {
        get => _second ?? 0;
        set => _second = value;
    }

    [Parameter]
    [ValidateRange(0, 999)]
    public int Millisecond
    {
        get => _millisecond ?? 0;
        set => _millisecond = value;
    }

    [Parameter]
    public DisplayHintType DisplayHint
    {
        get => _hint ?? DisplayHintType.DateTime;
        set => _hint = value;
    }

    [Parameter(ParameterSetName = "DateAndUFormat", Mandatory = true)]
    [Parameter(ParameterSetName = "UnixTimeSecondsAndUFormat", Mandatory = true)]
    public string? UFormat { get; set; }

    [Parameter(ParameterSetName = "DateAndFormat")]
    [Parameter(ParameterSetName = "UnixTimeSecondsAndFormat")]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        var now = DateTime.Now;
        var date = _date ?? now;

        // A part that is given starts from a whole one: without -Millisecond a given date keeps its own.
        date = date.AddYears((_year ?? date.Year) - date.Year);
        date = date.AddMonths((_month ?? date.Month) - date.Month);
        date = date.AddDays((_day ?? date.Day) - date.Day);
        date = date.AddHours((_hour ?? date.Hour) - date.Hour);
        date = date.AddMinutes((_minute ?? date.Minute) - date.Minute);
        date = date.AddSeconds((_second ?? date.Second) - date.Second);
        if (_millisecond is { } millisecond)
        {
            date = date.AddMilliseconds(millisecond - date.Millisecond);
            date = date.AddTicks(-(date.Ticks % TimeSpan.TicksPerMillisecond));
        }

        if (AsUTC)
        {
            date = date.ToUniversalTime();
        }

        if (UFormat is not null)
        {
            WriteObject(UnixDateFormat.Apply(date, UFormat));
        }
        else if (Format is not null)
        {
            WriteObject(Formatted(date, Format));
        }
        else
        {
            var result = new PSObject(date);
            result.Properties.Add(new PSNoteProperty("DisplayHint", DisplayHint));
            WriteObject(result);
        }
    }

    private static string Formatted(DateTime date, string format) => format.ToUpperInvariant() switch
    {
        "FILEDATE" => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "FILEDATEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMddZ", CultureInfo.InvariantCulture),
        "FILEDATETIME" => date.ToString("yyyyMMddTHHmmssffff", CultureInfo.InvariantCulture),
        "FILEDATETIMEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMddTHHmmssffffZ", CultureInfo.InvariantCulture),
        _ => date.ToString(format, CultureInfo.CurrentCulture),
    };
}

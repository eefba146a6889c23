using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes the names that PowerShell gives to encodings, code page numbers, and encodings themselves.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingNameAttribute : ArgumentTransformationAttribute
{
    private static readonly Encoding Plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly Dictionary<string, Func<Encoding>> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ansi"] = () => Page(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
        ["ascii"] = () => Encoding.ASCII,
        ["bigendianunicode"] = () => Encoding.BigEndianUnicode,
        ["bigendianutf32"] = () => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        ["default"] = () => Plain,
        ["oem"] = () => Page(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
        ["string"] = () => Encoding.Unicode,
        ["unicode"] = () => Encoding.Unicode,
        ["unknown"] = () => Encoding.Unicode,
        ["utf32"] = () => Encoding.UTF32,
        ["utf8"] = () => Plain,
        ["utf8BOM"] = () => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        ["utf8NoBOM"] = () => Plain,
    };

    static EncodingNameAttribute() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>UTF-8 without a mark, PowerShell's default since 6.0.</summary>
    public static Encoding Default => Plain;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        switch (value)
        {
            case Encoding:
                return value;
            case int page:
                return Page(page);
            case string name when Names.TryGetValue(name, out var make):
                return make();
            case string name when int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out var page):
                return Page(page);
            case string name:
                try
                {
                    return Encoding.GetEncoding(name);
                }
                catch (ArgumentException e)
                {
                    throw new ArgumentTransformationMetadataException(
                        $"'{name}' is not a supported encoding name. Use one of: {string.Join(", ", Names.Keys.Except(["string", "unknown"]))}.", e);
                }

            default:
                return inputData;
        }
    }

    private static Encoding Page(int page) => page == 0 ? Plain : Encoding.GetEncoding(page);
}

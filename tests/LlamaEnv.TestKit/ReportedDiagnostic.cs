using System.Text.RegularExpressions;

namespace LlamaEnv.TestKit;

/// <summary>A line <c>ORIGIN : SEVERITY CODE: TEXT [PROJECT]</c>.</summary>
public sealed partial record ReportedDiagnostic(string Origin, string Severity, string Code, string Text)
{
    /// <summary>The diagnostic in a line; null where there is none.</summary>
    public static ReportedDiagnostic? Parse(string line)
    {
        Match match = Line().Match(line.TrimEnd('\r'));
        return match.Success
            ? new(match.Groups["origin"].Value, match.Groups["severity"].Value, match.Groups["code"].Value, match.Groups["text"].Value)
            : null;
    }

    [GeneratedRegex(@"^\s*([0-9]+>)?(?<origin>\S.*?) ?: (?<severity>error|warning|message) (?<code>[A-Z]+[0-9]+): (?<text>.*?)( \[[^\[\]]*proj(::[^\]]*)?\])?$")]
    private static partial Regex Line();
}

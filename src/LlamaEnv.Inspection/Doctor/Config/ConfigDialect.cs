namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>A language whose files consist of maps, lists, strings and expressions. They differ in their comments, strings and ends of lines.</summary>
/// <param name="Quotes">The signs around strings.</param>
/// <param name="Templates">Those among them in which <c>${…}</c> is expanded.</param>
/// <param name="HasHashComments">Whether <c>#</c> begins a comment.</param>
/// <param name="HasHeredocs">Whether <c>&lt;&lt;EOT</c> begins a text.</param>
/// <param name="HasTripleQuotes">Whether <c>'''</c> stands around a text as it is.</param>
/// <param name="DoLinesEnd">Whether the end of a line ends a value.</param>
/// <param name="IsNameLast">Whether of several words in front of a value the last is its name: <c>const config =</c>.</param>
internal sealed record ConfigDialect(string Quotes, string Templates, bool HasHashComments, bool HasHeredocs, bool HasTripleQuotes, bool DoLinesEnd, bool IsNameLast)
{
    /// <summary>Terraform's language.</summary>
    internal static ConfigDialect Hcl { get; } = new("\"", "\"", HasHashComments: true, HasHeredocs: true, HasTripleQuotes: false, DoLinesEnd: true, IsNameLast: false);

    internal static ConfigDialect Bicep { get; } = new("'", "'", HasHashComments: false, HasHeredocs: false, HasTripleQuotes: true, DoLinesEnd: true, IsNameLast: false);

    /// <summary>JSON with comments, and what of JavaScript files of settings consist of.</summary>
    internal static ConfigDialect JavaScript { get; } = new("\"'`", "`", HasHashComments: false, HasHeredocs: false, HasTripleQuotes: false, DoLinesEnd: false, IsNameLast: true);
}

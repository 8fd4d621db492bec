using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Commands;

/// <summary>What <c>inject</c> finds, with advice that <c>auth rotate</c> can follow: it has few of those options.</summary>
internal static class RotationAdvice
{
    /// <param name="finding">What was found.</param>
    /// <param name="leaveOut">How to go on without the output; continues "or …".</param>
    internal static Diagnostic Of(Diagnostic finding, string leaveOut)
    {
        (string Advice, string Instead)[] others =
        [
            (Findings.KeepReference, "Remove it there"),
            (Findings.WriteElsewhere, "; make it writable"),
            (FileReader.TakeOut, "Remove it"),
            (FileReader.Another, "Remove it"),
            (FileReader.NameFileIn(finding.File ?? ""), "Remove it"),
        ];
        foreach ((string advice, string instead) in others)
        {
            if (finding.Message.Contains(advice, StringComparison.Ordinal))
                return finding with { Message = finding.Message.Replace(advice, $"{instead}, or {leaveOut}", StringComparison.Ordinal) };
        }

        return finding with { Message = Setting.All.Aggregate(finding.Message, WithoutOption) };
    }

    /// <summary>A setting by the name that the project has for it; outputs are named by an option here, too.</summary>
    private static string WithoutOption(string message, Setting setting) =>
        setting.Option is null ? message
        : message.Replace($"{setting.Name} / {setting.Option}", setting == Setting.Outputs ? setting.Option : setting.Name, StringComparison.Ordinal);
}

using System.Xml.Linq;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.DotNet;

/// <summary>Reads what tests are started with: <c>RunConfiguration/EnvironmentVariables</c> of <c>*.runsettings</c>, and <c>environmentVariables</c> of <c>*.testconfig.json</c>.</summary>
internal static class TestSettingsReader
{
    internal static Artefact Artefact { get; } = new("test settings", static file => IsXml(file) || file.EndsWith("testconfig.json", StringComparison.OrdinalIgnoreCase), Read);

    private static bool IsXml(string file) => file.EndsWith(".runsettings", StringComparison.OrdinalIgnoreCase);

    private static void Read(string file, DoctorReport report)
    {
        IEnumerable<(string Name, string Text, int Line)> variables = IsXml(file)
            ? XmlText.Read(file, report)?.Elements("RunConfiguration").Elements("EnvironmentVariables").Elements().Select(static e => (e.Name.LocalName, e.Value, XmlText.LineOf(e))) ?? []
            : JsonText.Read(file, report)?.Get("environmentVariables")?.Entries.Where(static e => e.Value.Text is not null).Select(static e => (e.Name, e.Value.Text!, e.Line)) ?? [];
        List<Assignment> environment = [.. variables.Select(v => SettingsValue.ForTests(HostText.Read(v.Name, v.Text, new Place(file, v.Line), "%", "%"), v.Text))];
        if (environment.Count > 0)
            report.Add(new Runtime("the test run", new Place(file, 1), new ProgramHint { Project = RepositoryTree.FolderOf(file) }) { Environment = environment, InheritsUnknown = true });
    }
}

using System.Xml.Linq;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Editors;

/// <summary>Reads run configurations of JetBrains' editors: <c>.run/*.run.xml</c> and <c>runConfigurations/*.xml</c> of <c>.idea</c>. <c>$K$</c> is expanded there.</summary>
internal static class RiderReader
{
    internal static Artefact Artefact { get; } = new("run configurations", static file => file.EndsWith(".run.xml", StringComparison.Ordinal) || (file.Contains(".idea/", StringComparison.Ordinal) && file.Contains("/runConfigurations/", StringComparison.Ordinal) && file.EndsWith(".xml", StringComparison.Ordinal)), Read);

    private static void Read(string file, DoctorReport report)
    {
        foreach (XElement configuration in XmlText.Read(file, report)?.DescendantsAndSelf("configuration") ?? [])
        {
            string? project = configuration.Elements("option").FirstOrDefault(static o => (string?)o.Attribute("name") == "PROJECT_PATH")?.Attribute("value")?.Value.Replace("$PROJECT_DIR$/", "", StringComparison.Ordinal);
            List<Assignment> environment = [.. configuration.Descendants("env").Select(e => Read(e, file)).OfType<Assignment>()];
            if (environment.Count > 0)
                report.Add(new Runtime($"run configuration '{configuration.Attribute("name")?.Value}'", new Place(file, XmlText.LineOf(configuration)), new ProgramHint { Project = project is null ? null : RepositoryTree.Combine("", project) }) { Environment = environment, InheritsUnknown = true });
        }
    }

    private static Assignment? Read(XElement env, string file)
    {
        if (env.Attribute("name") is not { Value: var name } || env.Attribute("value") is not { Value: var text })
            return null;

        Place place = new(file, XmlText.LineOf(env));
        return text.StartsWith('%') && text.EndsWith('%') && text.Length > 2 ? HostText.Read(name, text, place, "%", "%") : HostText.Read(name, text, place, "$", "$");
    }
}

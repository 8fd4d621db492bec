using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Compose;

/// <summary>Makes a runtime of a compose service.</summary>
internal static class ServiceReader
{
    internal static Runtime Read(ComposeService service, IReadOnlyList<(string File, YamlNode Root)> stack, DoctorReport report)
    {
        ProgramHint program = ProgramOf(service);
        if (program is { Dockerfile: { } dockerfile, Image: { } image })
            report.Programs.AddImage(image, dockerfile, program.Context);

        if (service.Last("build") is { } build && YamlFile.Get(build.Value, "args") is { } arguments)
        {
            foreach ((string name, _, int line, _) in PairsWithLines(arguments).Where(static a => ValueText.MeantBy(a.Name) == Variable.ApiKey && !a.IsReset))
                report.Add(DoctorFindings.BakedIn(new Place(build.File, line), $"the build argument {name} stays in the history of the image, for everybody who can pull it. Give service '{service.Name}' the variable under environment: instead"));
        }

        List<Carrier> carriers = [.. EnvironmentFiles(service, report)];
        (Func<string, string> lines, Place? place) = LinesOf(service);
        return new Runtime($"service '{service.Name}'", service.Head, program)
        {
            Environment = [.. Environment(service, carriers.Count > 0)],
            Carriers = carriers,
            Files = [.. Secrets(service, stack, report)],
            Group = $"compose {stack[0].File}",
            LinesFor = lines,
            LinesPlace = place,
        };
    }

    private static ProgramHint ProgramOf(ComposeService service)
    {
        ProgramHint hint = new() { Image = service.Last("image") is { } image ? YamlFile.Text(image.Value) : null, Command = [.. Words(service.Last("entrypoint")?.Value), .. Words(service.Last("command")?.Value)], ReplacesEntryPoint = service.Last("entrypoint") is not null };
        if (service.Last("build") is not { } build)
            return hint;

        string folder = RepositoryTree.FolderOf(build.File);
        string? context = RepositoryTree.Combine(folder, YamlFile.Text(build.Value) ?? YamlFile.Text(YamlFile.Get(build.Value, "context")) ?? ".");
        string name = YamlFile.Text(YamlFile.Get(build.Value, "dockerfile")) ?? "Dockerfile";
        return context is null ? hint : hint with
        {
            Context = context,
            Dockerfile = RepositoryTree.Combine(context, name),
            Stage = YamlFile.Text(YamlFile.Get(build.Value, "target")),
            BuildArguments = Pairs(YamlFile.Get(build.Value, "args")).Where(static p => p.Value is not null).GroupBy(static p => p.Name).ToDictionary(static g => g.Key, static g => g.Last().Value!),
        };
    }

    private static IEnumerable<string> Words(YamlNode? node) =>
        node is YamlSequenceNode list ? list.Select(static n => YamlFile.Text(n) ?? "") : YamlFile.Text(node)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The entries of <c>environment</c>, merged by name.</summary>
    private static List<Assignment> Environment(ComposeService service, bool hasFiles)
    {
        List<Assignment> environment = [];
        foreach ((string file, YamlNode value) in service.All("environment"))
        {
            foreach ((string name, string? text, int line, bool isReset) in PairsWithLines(value))
            {
                if (isReset)
                    environment.RemoveAll(a => a.Name == name);
                else
                    environment.Add(Read(name, text, new Place(file, line), hasFiles));
            }
        }

        return environment;
    }

    private static Assignment Read(string name, string? text, Place place, bool hasFiles)
    {
        string bare = name.Trim();
        if (bare.Length < name.Length && ValueText.MeantBy(bare) is not null)
            return new(bare, Supply.Given, place) { Faults = [DoctorFindings.Make(Diagnostics.DiagnosticCodes.StrayCharacters, Diagnostics.DiagnosticSeverity.Error, "malformed-value", place, $"a blank beside the name {bare} becomes a part of it, and compose refuses it. Write {bare}=…, without blanks", null)] };

        // A bare name passes the host's on, and where the host has none, what a file says goes as well.
        return text is null ? new Assignment(name, hasFiles ? Supply.HostOrRemoved : Supply.Host, place) { From = name }
            : text.Contains("$$", StringComparison.Ordinal) ? ValueText.Literal(name, text.Replace("$$", "$", StringComparison.Ordinal), place)
            : ShellText.Read(name, text, place, hasCommands: false);
    }

    /// <summary>A later file goes before an earlier one; the names of those that are there are known.</summary>
    private static IEnumerable<Carrier> EnvironmentFiles(ComposeService service, DoctorReport report)
    {
        foreach ((string file, YamlNode value) in service.All("env_file"))
        {
            foreach (YamlNode item in value is YamlSequenceNode list ? list.Children : [value])
            {
                YamlNode? pathNode = item is YamlScalarNode ? item : YamlFile.Get(item, "path");
                if (YamlFile.Text(pathNode) is not { } path)
                    continue;

                if (YamlFile.Text(YamlFile.Get(item, "format")) is "raw")
                    EnvironmentFileNames.JudgeAsItStands(RepositoryTree.Combine(RepositoryTree.FolderOf(file), path), "env_file with format: raw", report);
                (YamlNode Key, YamlNode Value)? required = YamlFile.Entry(item, "required");
                yield return new Carrier(new Place(file, YamlFile.LineOf(item)), $"env_file {path}")
                {
                    IsOptional = YamlFile.Text(required?.Value) is "false",
                    FlagPlace = required is { } flag ? new Place(file, YamlFile.LineOf(flag.Key)) : null,
                    Names = EnvironmentFileNames.Of(RepositoryTree.Combine(RepositoryTree.FolderOf(file), path), report.Tree),
                };
            }
        }
    }

    private static IEnumerable<FileGrant> Secrets(ComposeService service, IReadOnlyList<(string File, YamlNode Root)> stack, DoctorReport report)
    {
        IEnumerable<(string File, YamlNode Item)> inBuild = service.Last("build") is { } build && YamlFile.Get(build.Value, "secrets") is { } ofBuild ? YamlFile.Items(ofBuild).Select(i => (build.File, i)) : [];
        foreach ((string file, YamlNode item) in inBuild)
            JudgeSecret(YamlFile.Text(item) ?? YamlFile.Text(YamlFile.Get(item, "source")), new Place(file, YamlFile.LineOf(item)), stack, report);
        foreach ((string file, YamlNode item) in service.All("secrets").SelectMany(static s => YamlFile.Items(s.Value).Select(i => (s.File, i))))
        {
            string? source = YamlFile.Text(item) ?? YamlFile.Text(YamlFile.Get(item, "source"));
            string target = YamlFile.Text(YamlFile.Get(item, "target")) ?? source ?? "";
            Place place = new(file, YamlFile.LineOf(item));
            JudgeSecret(source, place, stack, report);
            if (source is not null)
                yield return new FileGrant(NameOf(source, stack), target.StartsWith('/') ? target : $"/run/secrets/{target}", place);
        }
    }

    /// <summary>Compose refuses a stack in which a secret is used and not defined. A file beside it, named by hand, may define it.</summary>
    private static void JudgeSecret(string? source, Place place, IReadOnlyList<(string File, YamlNode Root)> stack, DoctorReport report)
    {
        if (source is null || source.Contains('$', StringComparison.Ordinal) || !IsKey(source))
            return;

        HashSet<string> defined = [.. ComposeReader.Beside(stack[0].File, report).Where(f => f != stack[0].File).SelectMany(f => YamlFile.Read(f, report)).Concat(stack.Select(static s => s.Root)).SelectMany(static root => YamlFile.Entries(YamlFile.Get(root, "secrets"))).Select(static e => (e.Key as YamlScalarNode)?.Value).OfType<string>()];
        if (!defined.Contains(source))
            report.Add(DoctorFindings.Dangling(place, $"no secret '{source}' is defined under secrets: at the top of the file, and compose refuses to start", defined.FirstOrDefault(IsKey) is { } meant ? $"'{meant}'" : null));

        static bool IsKey(string name) => ValueText.MeantBy(name.Replace('-', '_').Replace('.', '_')) == Variable.ApiKey;
    }

    /// <summary>What a secret is about its own name says, or the variable that it is made of.</summary>
    private static string NameOf(string secret, IReadOnlyList<(string File, YamlNode Root)> stack) =>
        stack.Select(f => YamlFile.Text(YamlFile.Get(f.Root, "secrets", secret, "environment"))).FirstOrDefault(static n => n is not null) ?? secret;

    private static IEnumerable<(string Name, string? Value)> Pairs(YamlNode? node) => node is null ? [] : PairsWithLines(node).Select(static p => (p.Name, p.Value));

    /// <summary>A mapping, or a list of <c>NAME=value</c>; the value is null where there is none.</summary>
    private static IEnumerable<(string Name, string? Value, int Line, bool IsReset)> PairsWithLines(YamlNode node)
    {
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(node))
        {
            if (key is YamlScalarNode { Value: { } name })
                yield return (name, YamlFile.Text(value), YamlFile.LineOf(key), ComposeService.IsReset(value));
        }

        foreach (YamlNode item in YamlFile.Items(node))
        {
            if (YamlFile.Text(item) is not { } text)
                continue;

            int sign = text.IndexOf('=', StringComparison.Ordinal);
            yield return (sign < 0 ? text : text[..sign], sign < 0 ? null : text[(sign + 1)..], YamlFile.LineOf(item), ComposeService.IsReset(item));
        }
    }

    /// <summary>In the form that the service has, and at its depth. Where an anchor brings the environment, one of its own would replace that.</summary>
    private static (Func<string, string> For, Place? Place) LinesOf(ComposeService service)
    {
        (string file, YamlNode last) = service.Layers[^1];
        (YamlNode? key, YamlNode? own) = last is YamlMappingNode mapping ? mapping.FirstOrDefault(static e => e.Key is YamlScalarNode { Value: "environment" }) : default;
        bool isShared = own is not null && own.Start.Line < key!.Start.Line; // An alias: its lines are elsewhere, and for others, too.
        YamlNode first = last is YamlMappingNode { Children.Count: > 0 } written ? written.Children[0].Key : last; // Before it may stand an anchor or a tag.
        string indent = new(' ', (int)Math.Clamp(first.Start.Column - 1, 0, 40));
        switch (own)
        {
            case YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } entries when !isShared:
                return (name => $"{Indent(entries.Children[0].Key)}{name}: ${{{name}:?}}", new Place(file, LastLine(entries.Children[^1].Value) + 1));
            case YamlSequenceNode { Style: not SequenceStyle.Flow, Children.Count: > 0 } list when !isShared && list.Start.Line > key!.Start.Line:
                return (name => $"{Indent(list)}- {name}", new Place(file, LastLine(list.Children[^1]) + 1));
            // In brackets and braces, an entry stands behind the first sign, and a comma behind it. A reference has braces of its own.
            case YamlMappingNode { Style: MappingStyle.Flow } when !isShared:
                return (static name => $"{name}: \"${{{name}:?}}\",", null);
            case YamlSequenceNode { Style: SequenceStyle.Flow } when !isShared:
                return (static name => $"{name},", null);
            default:
                if (last is YamlMappingNode { Style: MappingStyle.Flow })
                    return (static name => $"environment: {{ {name}: \"${{{name}:?}}\" }},", null);
                bool isBrought = own is not null || service.Last("environment") is not null || last is not YamlMappingNode;
                return (name => $"{indent}environment:\n{indent}  {name}: ${{{name}:?}}", isBrought || YamlFile.LineOf(first) <= service.Head.Line ? null : new Place(file, YamlFile.LineOf(first)));
        }

        static string Indent(YamlNode node) => new(' ', (int)Math.Clamp(node.Start.Column - 1, 0, 80));

        static int LastLine(YamlNode node) => (int)Math.Clamp(node is YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded } ? node.End.Line - 1 : node.End.Line, 0, int.MaxValue);
    }
}

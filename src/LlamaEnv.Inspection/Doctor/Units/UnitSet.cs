namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>Units with what their drop-ins add. Source: systemd.unit(5).</summary>
internal static class UnitSet
{
    /// <summary>Whether it is a drop-in of a unit of this type.</summary>
    internal static bool IsDropIn(string file, string type) =>
        file.EndsWith(".conf", StringComparison.Ordinal) && RepositoryTree.NameOf(RepositoryTree.FolderOf(file)).EndsWith($".{type}.d", StringComparison.Ordinal);

    /// <summary>The unit with its drop-ins, in the order of their names; null where the file cannot be read.</summary>
    internal static UnitFile? Read(string file, RepositoryTree tree)
    {
        if (tree.Read(file) is not { } text)
            return null;

        UnitFile unit = UnitFile.Parse(file, text);
        foreach (string dropIn in DropIns(file, tree))
        {
            if (tree.Read(dropIn) is { } more)
                unit = unit.With(UnitFile.Parse(dropIn, more));
        }

        return unit;
    }

    /// <summary>The unit that a drop-in adds to is in this repository.</summary>
    internal static bool HasUnit(string dropIn, RepositoryTree tree)
    {
        string name = RepositoryTree.NameOf(RepositoryTree.FolderOf(dropIn))[..^2];
        return tree.Files.Any(f => RepositoryTree.NameOf(f) == name);
    }

    /// <summary>Beside the unit, or elsewhere where there is only one unit of the name.</summary>
    private static IEnumerable<string> DropIns(string file, RepositoryTree tree)
    {
        string name = RepositoryTree.NameOf(file);
        string beside = RepositoryTree.FolderOf(file) is { Length: > 0 } folder ? $"{folder}/{name}.d" : $"{name}.d";
        bool isOnly = tree.Files.Count(f => RepositoryTree.NameOf(f) == name) == 1;
        return tree.Files.Where(f => f.EndsWith(".conf", StringComparison.Ordinal) && RepositoryTree.FolderOf(f) is var parent && (parent == beside || (isOnly && RepositoryTree.NameOf(parent) == $"{name}.d")))
            .OrderBy(RepositoryTree.NameOf, StringComparer.Ordinal);
    }
}

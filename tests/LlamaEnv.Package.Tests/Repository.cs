namespace LlamaEnv.Package.Tests;

/// <summary>The real git in a project's folder, and programs that note that they were started.</summary>
internal static class Repository
{
    extension(TestProject project)
    {
        /// <summary>A repository of the project's folder, with these lines in its .gitignore.</summary>
        internal TestProject WithRepository(params string[] ignored)
        {
            project.Git("init", "--quiet", ".");
            System.IO.File.WriteAllText(Path.Combine(project.Directory, ".gitignore"), string.Join('\n', ["bin/", "obj/", "home/", .. ignored, ""]));
            return project;
        }

        internal Outcome Git(params string[] arguments) =>
            ChildProcess.Run("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", .. arguments], project.Directory, project.Environment).Exits(0);

        /// <summary>A git in front of the real one that writes a line for each time it is started.</summary>
        internal TestProject CountingGit()
        {
            string folder = Path.Combine(project.Folder, "counting");
            Script.Make(Path.Combine(folder, "git"), $"""
                echo "$*" >>'{project.GitLog}'
                PATH="$(echo "$PATH" | cut -d: -f2-)" exec git "$@"
                """);
            project.Environment["PATH"] = $"{folder}:{project.Environment["PATH"]}";
            return project;
        }

        internal string GitLog => Path.Combine(project.Folder, "git.log");

        /// <summary>How often git was started since this was asked last.</summary>
        internal int GitStarts
        {
            get
            {
                int starts = System.IO.File.Exists(project.GitLog) ? System.IO.File.ReadAllLines(project.GitLog).Length : 0;
                System.IO.File.Delete(project.GitLog);
                return starts;
            }
        }

        /// <summary>Long ago: what was changed just now may change again unseen, and nothing is kept of it.</summary>
        internal TestProject Aged()
        {
            DateTime past = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
            foreach (string file in System.IO.Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
                System.IO.File.SetLastWriteTimeUtc(file, past);
            return project;
        }

        /// <summary>A program that makes a file <c>trapped</c> in the folder around the project's when it is started.</summary>
        internal string Trap(string name) => Script.Make(Path.Combine(project.Folder, name), $"touch '{Path.Combine(project.Folder, "trapped")}'\nexit 1\n");

        internal bool IsTrapped => System.IO.File.Exists(Path.Combine(project.Folder, "trapped"));
    }
}

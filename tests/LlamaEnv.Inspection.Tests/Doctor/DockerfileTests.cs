using LlamaEnv.Files.Formats;

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class DockerfileTests
{
    [TestMethod]
    [DataRow("FROM a\nARG LLAMA_CLOUD_API_KEY\nRUN build\n", "Dockerfile:2 baked-into-image", DisplayName = "ARG")]
    [DataRow("FROM a\narg LLAMA_CLOUD_API_KEY\nenv LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY\n", "Dockerfile:3 baked-into-image", DisplayName = "ENV from ARG, in small letters")]
    [DataRow("FROM a\nENV A=1 \\\n  # comment\n\n  LLAMA_CLOUD_API_KEY=${LLAMA_CLOUD_API_KEY}\n", "Dockerfile:2 empty-value", DisplayName = "ENV without ARG")]
    [DataRow("ARG LLAMA_CLOUD_API_KEY\nFROM a\nENV LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY\n", "Dockerfile:3 empty-value", DisplayName = "an ARG that the stage does not see")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY \"\"\n", "Dockerfile:2 empty-value", DisplayName = "the older form")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY=your-api-key\n", "Dockerfile:2 placeholder", DisplayName = "a placeholder")]
    [DataRow("# escape=`\nFROM a\nENV A=1 `\n  LLAMA_CLOUD_API_KEY=''\n", "Dockerfile:3 empty-value", DisplayName = "another sign of continuation")]
    [DataRow("FROM a AS base\nARG LLAMA_CLOUD_API_KEY\nFROM base\n", "Dockerfile:2 baked-into-image", DisplayName = "in a stage that the last one starts from")]
    [DataRow("FROM a\nCOPY .env /app/\n", "Dockerfile:2 baked-into-image", DisplayName = "the file itself")]
    [DataRow("FROM a\nCOPY . /app\n", "Dockerfile:2 baked-into-image", DisplayName = "the folder with the file")]
    public void A_key_in_the_image_and_one_that_is_always_empty_are_found(string dockerfile, string expected)
    {
        using Repository repository = new(("Dockerfile", dockerfile), (".env", "LLAMA_CLOUD_API_KEY=llx-fake\n"));

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("FROM a AS build\nARG LLAMA_CLOUD_API_KEY\nCOPY . .\nFROM b\nCOPY --from=build /app /app\n", DisplayName = "only in a stage that does not ship")]
    [DataRow("FROM a\nRUN --mount=type=secret,id=k,env=LLAMA_CLOUD_API_KEY dotnet build\n", DisplayName = "a secret mount")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY_FILE=/run/secrets/k\n", DisplayName = "the path of a file")]
    [DataRow("FROM a\nRUN <<EOT\nENV LLAMA_CLOUD_API_KEY=\nEOT\nUSER app\n", DisplayName = "a heredoc")]
    [DataRow("FROM a\n# ENV LLAMA_CLOUD_API_KEY=x\n", DisplayName = "a comment")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_BASE_URL=https://api.cloud.eu.llamaindex.ai\n", DisplayName = "the URL, which is public")]
    public void What_leaves_no_key_in_the_image_is_no_finding(string dockerfile)
    {
        using Repository repository = new(("Dockerfile", dockerfile), (".env", "LLAMA_CLOUD_API_KEY=llx-fake\n"));

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    [DataRow(".env\n", "", DisplayName = "at the root")]
    [DataRow("*\n!src\n", "", DisplayName = "all but")]
    [DataRow("**/.env\n!.env\n", "Dockerfile:2 baked-into-image", DisplayName = "taken back")]
    public void The_dockerignore_keeps_the_file_out(string dockerignore, string expected)
    {
        using Repository repository = new(("Dockerfile", "FROM a\nCOPY . /app\n"), (".env", "LLAMA_CLOUD_API_KEY=llx-fake\n"), (".dockerignore", dockerignore));

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow(".env\n", "src/Worker/.env", "Dockerfile:2 baked-into-image", DisplayName = "a bare name is the root's alone")]
    [DataRow("**/.env\n", "src/Worker/.env", "", DisplayName = "in every folder")]
    [DataRow("**/.env\n", "src/Worker/.env.production", "Dockerfile:2 baked-into-image", DisplayName = "another name")]
    [DataRow(".env\n", "src/Worker/worker.env", "Dockerfile:2 baked-into-image", DisplayName = "a name in front")]
    [DataRow(".env\n", "src/Worker/.env.example", "", DisplayName = "a sample")]
    public void A_file_of_variables_below_the_context_goes_in_with_it(string dockerignore, string file, string expected)
    {
        using Repository repository = new(("Dockerfile", "FROM a\nCOPY . /app\n"), (file, $"LLAMA_CLOUD_API_KEY={Scan.Keys.Of(1)}\n"), (".dockerignore", dockerignore), ("src/Worker/Worker.csproj", Repository.Other));

        Assert.AreEqual(expected, string.Join(", ", repository.Examine().Where(static f => f.EndsWith("baked-into-image", StringComparison.Ordinal))));
    }

    [TestMethod]
    public void All_files_of_one_instruction_are_named()
    {
        using Repository repository = new(("Dockerfile", "FROM a\nCOPY . /app\n"), ("src/A/.env", "LLAMA_CLOUD_API_KEY=abc123\n"), ("src/B/b.env", "LLAMA_CLOUD_API_KEY=abc123\n"), ("src/C/.env.development", "LLAMA_CLOUD_API_KEY=your-api-key\n"), ("src/D/.env.local", "LLAMA_CLOUD_API_KEY=sk-XXXXXXXXXXXXXXXXXXXXXXXX\n"));
        Finding finding = repository.Findings().Single();

        StringAssert.Contains(finding.Diagnostic.Message, "src/A/.env, src/B/b.env");
        Assert.AreEqual("**/.env\n**/b.env", finding.Fix);
    }

    [TestMethod]
    public void The_context_is_the_folder_that_has_what_is_copied()
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Dockerfile", "FROM a AS build\nCOPY [\"src/Worker/Worker.csproj\", \"src/Worker/\"]\nFROM a\nCOPY . .\n").Add("src/Web/.env", "LLAMA_CLOUD_API_KEY=llx-fake\n");

        Assert.AreEqual("src/Web/Dockerfile:2 baked-into-image, src/Worker/Dockerfile:4 baked-into-image", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("ENV A=1 \\\n  LLAMA_API_KEY=x", "src/Worker/Dockerfile:3 wrong-name", DisplayName = "in the second line of an instruction")]
    [DataRow("ENV LLAMA_PARSE_API_KEY=", "src/Worker/Dockerfile:2 wrong-name", DisplayName = "empty")]
    [DataRow("ENV LLAMA_CLOUD_API_KEY_FILE=/run/secrets/k", "", DisplayName = "the path of a file")]
    public void A_name_that_nobody_reads_is_found(string instruction, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Dockerfile", $"FROM a\n{instruction}\nENTRYPOINT [\"dotnet\", \"Worker.dll\"]\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("FROM")]
    [DataRow("ENV")]
    [DataRow("FROM a\nENV =\nARG\nCOPY\nENTRYPOINT [\"a\"\nCMD [1, {}]\nRUN <<\n")]
    [DataRow("FROM a AS a\nFROM a\n")]
    [DataRow("FROM b AS a\nFROM a AS b\n")]
    [DataRow("FROM a\nRUN \\\n")]
    public void Malformed_ones_are_read_to_their_end(string text)
    {
        using Repository repository = new(("Dockerfile", text));

        Assert.IsEmpty(repository.Examine());
        Assert.IsNotNull(Dockerfile.Parse(text).Shipped());
    }
}

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class ScriptTests
{
    [TestMethod]
    [DataRow("run.sh", "docker build -t worker src/Worker\nsudo docker run -d --name w \\\n  -p 80:80 worker\n", "2 not-passed", DisplayName = "docker run without -e")]
    [DataRow("run.sh", "podman build -t worker -f src/Worker/Dockerfile src/Worker && podman run worker\n", "1 not-passed", DisplayName = "podman")]
    [DataRow("run.ps1", "docker build -t worker src/Worker\ndocker run `\n  -e LLAMA_CLOUD_API_KEY= `\n  worker\n", "3 empty-value", DisplayName = "an empty one, in PowerShell")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker run -e LLAMA_CLOUD_API_KEY=${LLAMA_CLOUD_API_KEY:-} worker\n", "2 empty-default", DisplayName = "an empty default")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker run -e LLAMA_PARSE_API_KEY worker\n", "2 wrong-name", DisplayName = "another name")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker run -e LLAMA_CLOUD_API_KEY=\"$OPENAI_API_KEY\" worker\n", "2 other-provider", DisplayName = "another provider's")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker run --env-file tracked.env worker\n", "2 not-passed", DisplayName = "an environment file without it")]
    [DataRow("build.sh", "docker buildx build --push -t x --build-arg LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY elsewhere\n", "1 baked-into-image", DisplayName = "a build argument")]
    [DataRow("Makefile", "include .env\nrun:\n\tdotnet run --project src/Worker\n", "1 not-passed", DisplayName = "make includes and does not export")]
    [DataRow("Makefile", "image:\n\tdocker build -t worker src/Worker\nrun: image\n\t@docker run --rm worker\n", "4 not-passed", DisplayName = "docker run in a recipe")]
    [DataRow("Makefile", "run:\n\tdocker run -e LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY worker\n", "2 malformed-value", DisplayName = "one dollar sign in a recipe")]
    [DataRow("Makefile", "export LLAMA_CLOUD_API_KEY =\nrun:\n\tdotnet run --project src/Worker\n", "1 empty-value", DisplayName = "make exports an empty one")]
    [DataRow("Makefile", "LLAMA_CLOUD_API_KEY ?=\nexport\nrun:\n\tdotnet run --project src/Worker\n", "1 empty-default", DisplayName = "make exports an empty default")]
    [DataRow("run.sh", "export LLAMA_CLOUD_API_KEY=\ndotnet run --project src/Worker\n", "1 empty-value", DisplayName = "a script that exports an empty one")]
    [DataRow("run.cmd", "set LLAMA_PARSE_API_KEY=%LLAMA_PARSE_API_KEY%\ndotnet run --project src/Worker\n", "1 wrong-name", DisplayName = "another name, in cmd")]
    [DataRow("justfile", "run:\n  docker build -t worker src/Worker\n  docker run worker\n", "3 not-passed", DisplayName = "docker run in a justfile")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker create --name c worker\ndocker start c\n", "2 not-passed", DisplayName = "a container that is created and started")]
    public void A_container_without_a_usable_key_is_found(string file, string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("tracked.env", "OTHER=1\n").Add(file, text);

        Assert.AreEqual($"{file}:{expected}", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("run.sh", "dotnet run --project src/Worker\n", DisplayName = "a script has what its shell has")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker run -e LLAMA_CLOUD_API_KEY worker\ndocker run -eLLAMA_CLOUD_API_KEY worker\ndocker run --env=LLAMA_CLOUD_API_KEY=\"$LLAMA_CLOUD_API_KEY\" worker\ndocker run -it --env-file .env worker\n", DisplayName = "forms of -e")]
    [DataRow("run.sh", "docker build -t worker src/Worker\ndocker run -v $PWD/.env:/app/.env worker\npodman run --secret llama,type=env,target=LLAMA_CLOUD_API_KEY worker\n", DisplayName = "other ways in")]
    [DataRow("run.sh", "docker build -t web src/Web\ndocker run web\ndocker run postgres:17 psql\ndocker pull worker\ndocker network create run\n# docker run worker\ncat <<EOF\ndocker run worker\nEOF\n", DisplayName = "what needs none")]
    [DataRow("build.sh", "docker build --build-arg VERSION=1 --build-arg LLAMA_CLOUD_API_KEY_FILE=/x -t worker src/Worker\ndocker build --secret id=llama,env=LLAMA_CLOUD_API_KEY src/Worker\n", DisplayName = "healthy builds")]
    [DataRow("build.sh", "docker build --build-arg LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY -t worker src/Worker\n", DisplayName = "an argument that the Dockerfile does not take")]
    [DataRow("Makefile", "include .env\nexport\nrun:\n\tdotnet run --project src/Worker\n", DisplayName = "make exports everything")]
    [DataRow("Makefile", "include .env\nexport LLAMA_CLOUD_API_KEY\nrun:\n\tdotnet run --project src/Worker\n", DisplayName = "make exports it")]
    [DataRow("Makefile", "export LLAMA_CLOUD_API_KEY ?= $(shell pass llama)\nrun:\n\tdotnet run --project src/Worker\n", DisplayName = "make exports what it asks for")]
    [DataRow("Makefile", "include .env\nrun:\n\tLLAMA_CLOUD_API_KEY=$(LLAMA_CLOUD_API_KEY) dotnet run --project src/Worker\n\tdotnet run --project src/Web\n\t. ./.env; dotnet run --project src/Worker\n", DisplayName = "make hands it over")]
    [DataRow("Makefile", "run:\n\tdotnet run --project src/Worker\n\tdocker run -e LLAMA_CLOUD_API_KEY=$$LLAMA_CLOUD_API_KEY worker\n\tdocker run -e LLAMA_CLOUD_API_KEY=$(LLAMA_CLOUD_API_KEY) worker\n", DisplayName = "make has what its shell has")]
    [DataRow("justfile", "run:\n  dotnet run --project src/Worker\n", DisplayName = "just has what its shell has")]
    [DataRow("build.sh", "docker build -t worker src/Worker\ndocker create --name c worker\ndocker cp c:/app ./out\ndocker rm c\n", DisplayName = "a container that is only copied from")]
    public void A_healthy_script_gives_no_finding(string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY=\"llx-fake\"", "worker.env:2 malformed-value", DisplayName = "quotes")]
    [DataRow("export LLAMA_CLOUD_API_KEY=llx-fake", "worker.env:2 malformed-value", DisplayName = "export")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-fake", "", DisplayName = "as it has to be")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-fake\nOTHER=\"a b\"", "", DisplayName = "quotes of something else")]
    public void Docker_reads_a_file_of_variables_as_it_stands(string line, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("worker.env", $"# keys\n{line}\n").Add("run.sh", "docker build -t worker src/Worker\ndocker run --env-file worker.env worker\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("", "justfile:2 not-passed")]
    [DataRow("set dotenv-load\n", "")]
    [DataRow("set dotenv-load := true\n", "")]
    public void Just_loads_a_file_only_where_it_is_told_to(string setting, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add(".env.example", "LLAMA_CLOUD_API_KEY=\n").Add("justfile", $"{setting}run:\n  dotnet run --project src/Worker\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void What_is_never_closed_does_not_take_for_ever()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("run.sh", "docker " + string.Concat(Enumerable.Repeat("$(", 500_000))).Add("Makefile", "run:\n\tdotnet" + string.Concat(Enumerable.Repeat(" \\\n", 500_000)));

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void Defaults_in_defaults_end()
    {
        string value = string.Concat(Enumerable.Repeat("${A:-", 50_000)) + string.Concat(Enumerable.Repeat("}", 50_000));
        using Repository repository = Repository.WithPrograms().Add("run.sh", $"export LLAMA_CLOUD_API_KEY={value}\ndotnet run --project src/Worker\n");

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    [DataRow("docker run 'open\n")]
    [DataRow("docker run \"${open $(open `open\n")]
    [DataRow("docker run -e\ndocker build --build-arg\ndocker run --env-file\ndotnet\ndotnet -c\ndotnet run --project\ncat <<EOF\n")]
    [DataRow("./run.sh\n./run.sh\nbash run.sh\n")]
    [DataRow(")))) (((( docker >> << <(\n")]
    public void A_malformed_script_is_no_failure(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("run.sh", text).Add("run.cmd", text).Add("run.ps1", text).Add("Makefile", "\t" + text).Add("justfile", "a:\n  " + text);

        Assert.IsEmpty(repository.Examine());
    }
}

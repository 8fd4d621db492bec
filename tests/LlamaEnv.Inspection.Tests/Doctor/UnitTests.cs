using LlamaEnv.Inspection.Doctor.Units;

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class UnitTests
{
    private const string Start = "ExecStart=/usr/bin/dotnet /opt/worker/Worker.dll --once\n";

    [TestMethod]
    [DataRow("[Unit]\nDescription=w\n\n[Service]\n" + Start, "worker.service:4 not-passed", DisplayName = "nothing")]
    [DataRow("[Service]\nExecStart=-/opt/worker/Worker\n", "worker.service:1 not-passed", DisplayName = "the executable itself")]
    [DataRow("[Service]\n#EnvironmentFile=/etc/worker.env\n" + Start, "worker.service:1 not-passed", DisplayName = "a file that is commented out")]
    [DataRow("[Service]\nEnvironmentFile=etc/worker.env\n" + Start, "worker.service:1 not-passed", DisplayName = "a relative path, which systemd ignores")]
    [DataRow("[Service]\nEnvironmentFile=/etc/worker.env\nEnvironmentFile=\n" + Start, "worker.service:1 not-passed", DisplayName = "a list of files that is reset")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=\n" + Start, "worker.service:2 empty-value", DisplayName = "empty")]
    [DataRow("[Service]\nEnvironment=A=1 \\\n  # comment\n  \"LLAMA_CLOUD_API_KEY=\"\n" + Start, "worker.service:2 empty-value", DisplayName = "empty, in quotes, on a continued line")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=${LLAMA_CLOUD_API_KEY}\n" + Start, "worker.service:2 malformed-value", DisplayName = "a reference nobody expands")]
    [DataRow("[Service]\nEnvironment=\"LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY\"\n" + Start, "worker.service:2 malformed-value", DisplayName = "a reference nobody expands, quoted")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY\n" + Start, "worker.service:2 malformed-value", DisplayName = "a bare name")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=changeme\n" + Start, "worker.service:2 placeholder", DisplayName = "a placeholder")]
    [DataRow("[Service]\nEnvironment=LLAMA_PARSE_API_KEY=%i\nEnvironment=X=1\n" + Start, "worker.service:2 wrong-name", DisplayName = "another name")]
    [DataRow("[Service]\nEnvironmentFile=-/etc/worker.env\n" + Start, "worker.service:2 optional-source", DisplayName = "a file that may be missing")]
    [DataRow("[Service]\nPassEnvironment=LLAMA_CLOUD_API_KEY\nUnsetEnvironment=LLAMA_CLOUD_API_KEY\n" + Start, "worker.service:3 overridden", DisplayName = "unset")]
    [DataRow("[Service]\nEnvironmentFile=/etc/worker.env\nUnsetEnvironment=A LLAMA_CLOUD_API_KEY\n" + Start, "worker.service:3 overridden", DisplayName = "unset over a file")]
    [DataRow("[Service]\nPassEnvironment=LLAMA_CLOUD_API_KEY\nEnvironment=LLAMA_CLOUD_API_KEY=\n" + Start, "worker.service:3 overridden", DisplayName = "an empty one over what is passed")]
    [DataRow("[Service]\nLoadCredential=LLAMA_CLOUD_API_KEY:/etc/keys/llama\n" + Start, "worker.service:2 file-not-read", DisplayName = "a credential that the program does not read")]
    [DataRow("[Service]\nSetCredentialEncrypted=llama-cloud-api-key: \\\n  k6iUCUh0RJCQ \\\n  AAAA\n" + Start, "worker.service:2 file-not-read", DisplayName = "a credential in the unit")]
    public void A_service_that_starts_without_a_usable_key_is_found(string unit, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("worker.service", unit);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("[Service]\nExecStart=/usr/bin/dotnet /opt/web/Web.dll\n", DisplayName = "a program that needs none")]
    [DataRow("[Service]\nExecStart=/usr/sbin/nginx\n", DisplayName = "somebody else's program")]
    [DataRow("[D-BUS Service]\nName=a.b\nExec=/opt/worker/Worker.dll\n", DisplayName = "a service of D-Bus")]
    [DataRow("[Service]\nEnvironmentFile=/etc/worker.env\n" + Start, DisplayName = "a file")]
    [DataRow("[Service]\nEnvironmentFile=/etc/worker.env\nEnvironmentFile=-/etc/default/worker\n" + Start, DisplayName = "an optional file on top of a required one")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=\nEnvironmentFile=/etc/worker.env\n" + Start, DisplayName = "a file over an empty line")]
    [DataRow("[Service]\nPassEnvironment=HOME LLAMA_CLOUD_API_KEY\n" + Start, DisplayName = "passed on")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=@LLAMA_CLOUD_API_KEY@\n" + Start, DisplayName = "filled in when it is installed")]
    [DataRow("[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=\nEnvironment=\nPassEnvironment=LLAMA_CLOUD_API_KEY\n" + Start, DisplayName = "reset")]
    [DataRow("[Service]\nLoadCredential=LLAMA_CLOUD_API_KEY:/k\nExecStart=/bin/sh -c 'LLAMA_CLOUD_API_KEY=$(cat $CREDENTIALS_DIRECTORY/LLAMA_CLOUD_API_KEY) exec dotnet Worker.dll'\n", DisplayName = "a shell that reads the credential")]
    [DataRow("[Service]\nEnvironmentFile=/etc/worker.env\nUnsetEnvironment=LLAMA_CLOUD_API_KEY=old\n" + Start, DisplayName = "one value unset only")]
    [DataRow("[Service]\nExecStart=/usr/bin/env LLAMA_CLOUD_API_KEY=%i dotnet Worker.dll\n", DisplayName = "env in front")]
    public void A_healthy_service_gives_no_finding(string unit)
    {
        using Repository repository = Repository.WithPrograms().Add("deploy/worker.service", unit);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("EnvironmentFile=/etc/worker.env\n", "", DisplayName = "that brings the key")]
    [DataRow("Environment=A=1\n", "worker.service:1 not-passed", DisplayName = "about something else")]
    [DataRow("Environment=LLAMA_CLOUD_API_KEY=\n", "worker.service.d/10.conf:2 empty-value", DisplayName = "that sets it to nothing")]
    public void A_drop_in_is_read_with_its_unit(string line, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("worker.service", "[Service]\n" + Start).Add("worker.service.d/10.conf", "[Service]\n" + line);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void What_a_drop_in_resets_is_gone()
    {
        using Repository repository = Repository.WithPrograms().Add("worker.service", "[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=%i\n" + Start).Add("etc/worker.service.d/10.conf", "[Service]\n\nEnvironment=\n");

        Assert.AreEqual("etc/worker.service.d/10.conf:3 overridden", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void A_name_that_two_programs_have_tells_nothing()
    {
        using Repository repository = Repository.WithPrograms().Add("worker.service", "[Service]\n" + Start).Add("other/Worker/Worker.csproj", Repository.Other);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_service_of_a_user_has_what_the_session_has()
    {
        using Repository repository = Repository.WithPrograms().Add("systemd/user/worker.service", "[Service]\n" + Start);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("[Container]\nImage=worker.build\n", "q/worker.container:1 not-passed", DisplayName = "nothing")]
    [DataRow("[Container]\nImage=worker.build\n[Service]\nEnvironment=LLAMA_CLOUD_API_KEY=%i\n", "q/worker.container:1 not-passed", DisplayName = "what only Podman gets")]
    [DataRow("[Container]\nImage=worker.build\nEnvironment=LLAMA_CLOUD_API_KEY=\n", "q/worker.container:3 empty-value", DisplayName = "empty")]
    [DataRow("[Container]\nImage=worker.build\nSecret=llama-cloud-api-key\n", "q/worker.container:3 file-not-read", DisplayName = "a file")]
    [DataRow("[Container]\nImage=worker.build\nSecret=llama-cloud-api-key,type=env\n", "q/worker.container:3 wrong-name", DisplayName = "a variable without a name of its own")]
    [DataRow("[Container]\nImage=worker.build\nSecret=openai_api_key,type=env,target=LLAMA_CLOUD_API_KEY\n", "q/worker.container:3 other-provider", DisplayName = "another provider's")]
    [DataRow("[Container]\nImage=worker.build\nSecret=llama,type=env,target=LLAMA_CLOUD_API_KEY\n", "", DisplayName = "a secret")]
    [DataRow("[Container]\nImage=worker.build\nEnvironment=LLAMA_CLOUD_API_KEY\n", "", DisplayName = "a bare name")]
    [DataRow("[Container]\nImage=worker.build\nEnvironmentFile=worker.env\n", "", DisplayName = "a file of variables")]
    [DataRow("[Container]\nImage=worker.build\nEnvironmentHost=true\n", "", DisplayName = "all that the host has")]
    [DataRow("[Container]\nImage=docker.io/library/redis\n", "", DisplayName = "somebody else's image")]
    public void A_quadlet_is_read_as_Podman_reads_it(string container, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("q/worker.container", container).Add("q/worker.build", "[Build]\nImageTag=localhost/worker\nSetWorkingDirectory=../src/Worker\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[Service")]
    [DataRow("[Service]\n=\n==\nEnvironment\nEnvironment='\nEnvironmentFile=-\nExecStart=\\\n")]
    [DataRow("[Service]\nEnvironment=\\\n#\n\\")]
    [DataRow("[]\nSecret=,\n[Service]\nLoadCredential=:\nSetCredential=\"")]
    public void Malformed_ones_are_read_to_their_end(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("a.service", text).Add("a.container", text.Replace("Service", "Container", StringComparison.Ordinal));

        Assert.IsEmpty(repository.Examine());
        Assert.IsNotNull(UnitFile.Parse("a", text));
    }
}

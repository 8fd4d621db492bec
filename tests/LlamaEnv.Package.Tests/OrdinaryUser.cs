namespace LlamaEnv.Package.Tests;

/// <summary>Somebody who may not write anywhere, as root may.</summary>
internal static class OrdinaryUser
{
    private const string SetPriv = "/usr/bin/setpriv";

    internal static Outcome Run(TestProject project, string program, params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess)
            return ChildProcess.Run(program, arguments, project.Directory, project.Environment);

        if (!File.Exists(SetPriv))
            Assert.Inconclusive("this runs as root, who may write anywhere, and there is no setpriv to become another user");
        return ChildProcess.Run(SetPriv, ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. arguments], project.Directory, project.Environment);
    }
}

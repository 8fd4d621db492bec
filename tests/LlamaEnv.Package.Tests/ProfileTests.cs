namespace LlamaEnv.Package.Tests;

[TestClass]
public sealed class ProfileTests
{
    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_profile_gives_all_three_values_and_its_store_stays_as_it_is(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App();
        string store = project.Store.WithCurrentProfile().Snapshot();

        Outcome outcome = project.Inject(frontEnd).Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.ProfileKey, Values.ProfileUrl, Values.ProfileProject), File.ReadAllText(project.EnvFile), outcome.ToString());
        Assert.AreEqual(store, project.Store.Snapshot(), outcome.ToString());
    }

    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_store_that_is_not_there_is_not_made(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App();

        Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0001");

        Assert.IsFalse(Directory.Exists(project.Store.Directory), outcome.ToString());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void Without_a_configured_folder_the_store_is_found_in_the_home_folder(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App();
        new LlamactlStore(Path.Combine(project.Folder, "home", ".config", "llamactl")).WithCurrentProfile();
        project.Environment.Remove("LLAMACTL_CONFIG_DIR");
        project.Environment["HOME"] = Path.Combine(project.Folder, "home");

        Outcome outcome = project.Inject(frontEnd).Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.ProfileKey, Values.ProfileUrl, Values.ProfileProject), File.ReadAllText(project.EnvFile), outcome.ToString());
    }
}

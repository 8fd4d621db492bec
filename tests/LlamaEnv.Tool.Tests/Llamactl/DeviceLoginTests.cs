using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Llamactl;

namespace LlamaEnv.Tool.Tests.Llamactl;

[TestClass]
public sealed class DeviceLoginTests
{
    [TestMethod]
    public void It_is_written_as_llamactl_writes_it()
    {
        DeviceLogin login = Sample.Login with { DeviceName = "d\"ä\u2028\a\b\f\n\r\t<&+/\\\u007f😀", RefreshToken = null };

        Assert.AreEqual(
            """{"device_name":"d\"ä""" + "\u2028" + """\u0007\b\f\n\r\t<&+/\\""" + "\u007f"
            + """😀","user_id":"user-1","email":"user@example.com","client_id":"client","discovery_url":"https://idp.example.com/.well-known/openid-configuration","device_access_token":"fake-access","device_refresh_token":null,"device_id_token":null}""",
            login.ToJson().Reveal());
    }

    [TestMethod]
    public void It_is_read_back()
    {
        DeviceLogin login = Sample.Login with { DeviceName = "d\"ä\u2028\a\\\u007f😀", IdToken = new Secret("fake-id") };

        Assert.AreEqual(login, DeviceLogin.Parse(login.ToJson()));
    }

    [TestMethod]
    public void Members_of_a_later_llamactl_survive_a_change()
    {
        const string Json = """{"device_name":"d","user_id":"u","email":"e","client_id":"c","discovery_url":"x","device_access_token":"fake","device_refresh_token":null,"device_id_token":null,"scopes":["a", 1.50],"ä":{"b":null}}""";

        Assert.AreEqual(
            Json.Replace("\"fake\"", "\"fake-2\"", StringComparison.Ordinal),
            (DeviceLogin.Parse(new Secret(Json))! with { AccessToken = new Secret("fake-2") }).ToJson().Reveal());
    }

    [TestMethod]
    public void Members_may_come_in_any_order_and_optional_ones_be_missing()
    {
        DeviceLogin? login = DeviceLogin.Parse(new Secret("""{ "device_access_token": "fake", "user_id": "u", "email": "e", "client_id": "c", "discovery_url": "x", "device_name": "d" }"""));

        Assert.AreEqual(new DeviceLogin("d", "u", "e", "c", "x", new Secret("fake"), null, null), login);
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("no JSON")]
    [DataRow("")]
    [DataRow("""{"device_name":1,"user_id":"u","email":"e","client_id":"c","discovery_url":"x","device_access_token":"fake"}""")]
    [DataRow("""{"device_name":"d","user_id":"u","email":"e","client_id":"c","discovery_url":"x","device_access_token":"fake","device_id_token":7}""")]
    [DataRow("""{"device_name":"\ud800","user_id":"u","email":"e","client_id":"c","discovery_url":"x","device_access_token":"fake"}""")]
    public void What_is_no_login_is_none(string json) => Assert.IsNull(DeviceLogin.Parse(new Secret(json)));

    [TestMethod]
    public void Its_tokens_cannot_be_printed()
    {
        string text = $"{Sample.Login with { IdToken = new Secret("fake-id-token") }} {new StoredProfile("id", "n", "u", "p", Sample.Key, null, Sample.Login.ToJson())}";

        foreach (string secret in (IEnumerable<string>)["fake-access", "fake-refresh", "fake-id-token", Sample.KeyText])
            Assert.DoesNotContain(secret, text);
    }
}

using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Reports;
using LlamaEnv.Inspection.Tests.Scan;

namespace LlamaEnv.Inspection.Tests.Reports;

/// <summary>
/// SARIF 2.1.0: the members that its schema requires and allows, and what GitHub's code scanning asks for beyond that. The
/// schema itself is not here.
/// </summary>
[TestClass]
public sealed class SarifReportTests
{
    private static readonly Finding s_finding = new(new Diagnostic("LLENV0061", DiagnosticSeverity.Error, "the worker starts without the key. Add these lines", "deploy/my compose.yaml", 12), "not-passed")
    {
        Fingerprint = Fingerprint.Of("a"),
        Fix = "    environment:\n      - LLAMA_CLOUD_API_KEY",
    };

    [TestMethod]
    public void Each_member_is_one_that_the_schema_knows_and_none_is_missing()
    {
        Finding inside = new(new Diagnostic("LLENV0060", DiagnosticSeverity.Warning, "a key", "a.nupkg!lib/a.dll"), "hard-coded") { Archive = "a.nupkg" };
        Finding notice = new(new Diagnostic("LLENV0062", DiagnosticSeverity.Notice, "perhaps"), "empty-value");
        Finding note = new(Findings.NotInspected("b.zip", "it is damaged"), "not-inspected");
        JsonNode report = Write(s_finding, s_finding with { FixLine = 13 }, inside, notice, note);

        Only(report, "$schema version! runs!");
        Assert.AreEqual("2.1.0", report["version"]!.GetValue<string>());
        JsonNode run = report["runs"]!.AsArray().Single()!;
        Only(run, "tool! invocations results! columnKind");
        Only(run["tool"]!, "driver!");
        JsonNode driver = run["tool"]!["driver"]!;
        Only(driver, "name! version informationUri rules");
        string[] rules = [.. driver["rules"]!.AsArray().Select(rule => Only(rule!, "id! shortDescription! help helpUri!")["id"]!.GetValue<string>())];
        CollectionAssert.AreEqual(new[] { "LLENV0060", "LLENV0061", "LLENV0062" }, rules);
        foreach (JsonNode? result in run["results"]!.AsArray())
        {
            Only(result!, "ruleId! ruleIndex! level! message! locations! partialFingerprints fixes properties");
            Only(result!["message"]!, "text!");
            Assert.AreEqual(result["ruleId"]!.GetValue<string>(), rules[result["ruleIndex"]!.GetValue<int>()]);
            Assert.Contains(result["level"]!.GetValue<string>(), (string[])["note", "warning", "error"]);
            CheckLocation(result["locations"]!.AsArray().Single()!);
        }

        JsonNode invocation = run["invocations"]!.AsArray().Single()!;
        Only(invocation, "executionSuccessful! toolExecutionNotifications");
        JsonNode notification = invocation["toolExecutionNotifications"]!.AsArray().Single()!;
        Only(notification, "level message! locations");
        Assert.AreEqual("This file was not looked at, or not all of it: it is damaged", notification["message"]!["text"]!.GetValue<string>());
    }

    [TestMethod]
    public void A_place_is_relative_percent_encoded_and_has_a_line()
    {
        JsonNode place = Write(s_finding)["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;

        Assert.AreEqual("deploy/my%20compose.yaml 12", $"{place["artifactLocation"]!["uri"]} {place["region"]!["startLine"]}");
    }

    [TestMethod]
    public void Of_what_is_in_an_archive_the_archive_is_the_place()
    {
        Finding inside = new(new Diagnostic("LLENV0060", DiagnosticSeverity.Error, "a key", "p/a.zip!b.txt", 7), "hard-coded") { Archive = "p/a.zip" };
        JsonNode location = Write(inside)["runs"]![0]!["results"]![0]!["locations"]![0]!;

        Assert.AreEqual("p/a.zip 1 p/a.zip!b.txt", $"{location["physicalLocation"]!["artifactLocation"]!["uri"]} {location["physicalLocation"]!["region"]!["startLine"]} {location["logicalLocations"]![0]!["fullyQualifiedName"]}");
    }

    [TestMethod]
    public void Lines_to_add_are_a_fix_where_their_place_is_certain_and_else_a_part_of_the_message()
    {
        JsonNode certain = Write(s_finding with { FixLine = 13 })["runs"]![0]!["results"]![0]!;
        JsonNode other = Write(s_finding)["runs"]![0]!["results"]![0]!;

        JsonNode fix = Only(Only(certain["fixes"]![0]!, "description artifactChanges!")["artifactChanges"]![0]!, "artifactLocation! replacements!")["replacements"]![0]!;
        Assert.AreEqual("13", $"{Only(fix, "deletedRegion! insertedContent")["deletedRegion"]!["startLine"]}");
        Assert.AreEqual(s_finding.Fix + "\n", fix["insertedContent"]!["text"]!.GetValue<string>());
        Assert.IsNull(other["fixes"]);
        Assert.EndsWith(s_finding.Fix!, other["message"]!["text"]!.GetValue<string>());
    }

    [TestMethod]
    public void Nothing_found_is_a_report_too() => Assert.IsEmpty(Write()["runs"]![0]!["results"]!.AsArray());

    [TestMethod]
    public void Names_hold_no_key_and_nothing_that_acts()
    {
        string key = Keys.Of(1);
        Finding named = new(new Diagnostic("LLENV0060", DiagnosticSeverity.Error, $"a key {key} \u001B[31m", $"d/{key}.txt"), "hard-coded");
        using MemoryStream stream = new();
        Make().Write(stream, [named]);
        string text = System.Text.Encoding.UTF8.GetString(stream.ToArray());

        Assert.DoesNotContain(key[10..20], text);
        Assert.DoesNotContain("\\u001B[", text);
        Assert.DoesNotContain("secret word", text);
    }

    private static void CheckLocation(JsonNode location)
    {
        JsonNode place = Only(location, "physicalLocation! logicalLocations")["physicalLocation"]!;
        Only(place, "artifactLocation! region!");
        Only(place["artifactLocation"]!, "uri! uriBaseId");
        Assert.IsTrue(Uri.IsWellFormedUriString(place["artifactLocation"]!["uri"]!.GetValue<string>(), UriKind.Relative));
        Assert.IsGreaterThanOrEqualTo(1, Only(place["region"]!, "startLine!")["startLine"]!.GetValue<int>());
    }

    /// <summary>The members of an object; those with a mark must be there.</summary>
    private static JsonNode Only(JsonNode node, string members)
    {
        string[] known = members.Split(' ');
        string[] actual = [.. node.AsObject().Select(member => member.Key)];
        Assert.AreEqual("", string.Join(' ', actual.Except(known.Select(name => name.TrimEnd('!')))), "unknown members");
        Assert.AreEqual("", string.Join(' ', known.Where(name => name.EndsWith('!')).Select(name => name.TrimEnd('!')).Except(actual)), "missing members");
        return node;
    }

    private static SarifReport Make() => new("1.2.3", static code => $"title of {code}", static text => text.Replace("secret word", "***", StringComparison.Ordinal));

    private static JsonNode Write(params Finding[] findings)
    {
        using MemoryStream stream = new();
        Make().Write(stream, findings);
        return JsonNode.Parse(stream.ToArray())!;
    }
}

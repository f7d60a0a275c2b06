using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>Lines with another value in one place, and a check that is right, are read or rejected as damaged.</summary>
public sealed class ReplacedValueLogTests
{
    private static readonly string Line =
        Encoding.UTF8.GetString(ResultLogLine.Write(SweepSamples.Entry(SweepSamples.Recipes(1)[0])))[..^1];

    [Theory]
    [InlineData("null", 20)]
    [InlineData("{}", 20)]
    [InlineData("[]", 20)]
    [InlineData("[null]", 20)]
    [InlineData("\"\"", 20)]
    [InlineData("true", 20)]
    [InlineData("-1", 20)]
    [InlineData("0.5", 20)]
    [InlineData("1e999", 20)]
    [InlineData("9223372036854775808", 20)]
    public void Any_value_may_be_replaced(string json, int atLeast)
    {
        int rejected = 0;
        List<string[]> places = [.. Places(JsonNode.Parse(Line)!.AsObject(), [])];
        Assert.True(places.Count > 60);
        foreach (string[] place in places)
        {
            JsonObject line = JsonNode.Parse(Line)!.AsObject();
            line.Remove("check");
            JsonObject parent = line;
            foreach (string name in place[..^1]) parent = parent[name]!.AsObject();
            parent[place[^1]] = JsonNode.Parse(json);
            string body = line.ToJsonString()[..^1];
            string check = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16];
            try
            {
                ResultLogLine.Read(Encoding.UTF8.GetBytes($"{body},\"check\":\"{check}\"}}"));
            }
            catch (ResultLogLineException)
            {
                rejected++;
            }
            catch (Exception error)
            {
                Assert.Fail($"{string.Join('.', place)}: {error}");
            }
        }
        Assert.InRange(rejected, atLeast, places.Count);
    }

    private static IEnumerable<string[]> Places(JsonObject parent, string[] path)
    {
        foreach ((string name, JsonNode? value) in parent)
        {
            if (name == "check") continue;
            string[] place = [.. path, name];
            yield return place;
            if (value is not JsonObject child) continue;
            foreach (string[] inner in Places(child, place)) yield return inner;
        }
    }
}

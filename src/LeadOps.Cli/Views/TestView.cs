using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using LeadOps.Diagnostics;
using LeadOps.Testing;

namespace LeadOps.Cli.Views;

/// <summary>Results of `leadops test`: text, JSON, JUnit.</summary>
internal static class TestView
{
    private static readonly Dictionary<string, Action<Stream, IReadOnlyList<TestResult>>> Formats = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".xml"] = JUnit,
        [".json"] = WriteJson,
    };

    public static void Check(string path)
    {
        if (!Formats.ContainsKey(Path.GetExtension(path)))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--report {path}`: the extension decides the format; there are {string.Join(", ", Formats.Keys)}."
            );
        }
    }

    public static void Save(string path, IReadOnlyList<TestResult> results)
    {
        using var stream = File.Create(path);
        Formats[Path.GetExtension(path)](stream, results);
    }

    public static void Write(TextWriter output, TestResult result)
    {
        output.WriteLine(
            $"{(result.Passed ? "passed" : "failed")}  {result.Manifest}: {result.Name}  ({Seconds(result)} s)"
        );
        foreach (var failure in result.Failures)
        {
            output.WriteLine($"        {failure}");
        }
    }

    public static void Total(TextWriter output, IReadOnlyList<TestResult> results) =>
        output.WriteLine(
            $"{Counted.Of(results.Count, "test")}: "
                + $"{results.Count(result => result.Passed)} passed, "
                + $"{results.Count(result => !result.Passed)} failed."
        );

    private static string Seconds(TestResult result) =>
        result.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    public static void WriteJson(Stream stream, IReadOnlyList<TestResult> results) =>
        Json.Document(stream, writer => Results(writer, results));

    private static void Results(Utf8JsonWriter writer, IReadOnlyList<TestResult> results)
    {
        writer.WriteNumber("formatVersion", 1);
        writer.WriteStartObject("summary");
        writer.WriteNumber("passed", results.Count(result => result.Passed));
        writer.WriteNumber("failed", results.Count(result => !result.Passed));
        writer.WriteNumber("total", results.Count);
        writer.WriteEndObject();
        writer.WriteStartArray("tests");
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("manifest", result.Manifest);
            writer.WriteString("name", result.Name);
            writer.WriteBoolean("passed", result.Passed);
            writer.WriteNumber("seconds", Math.Round(result.Duration.TotalSeconds, 3));
            writer.WriteStartArray("failures");
            foreach (var failure in result.Failures)
            {
                writer.WriteStartObject();
                writer.WriteString("at", failure.At?.ToString());
                writer.WriteString("message", failure.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void JUnit(Stream stream, IReadOnlyList<TestResult> results)
    {
        using var writer = XmlWriter.Create(
            stream,
            new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }
        );
        writer.WriteStartElement("testsuites");
        foreach (var suite in results.GroupBy(result => result.Manifest))
        {
            writer.WriteStartElement("testsuite");
            writer.WriteAttributeString("name", suite.Key);
            writer.WriteAttributeString("tests", suite.Count().ToString(CultureInfo.InvariantCulture));
            writer.WriteAttributeString(
                "failures",
                suite.Count(result => !result.Passed).ToString(CultureInfo.InvariantCulture)
            );
            foreach (var result in suite)
            {
                writer.WriteStartElement("testcase");
                writer.WriteAttributeString("classname", result.Manifest);
                writer.WriteAttributeString("name", result.Name);
                writer.WriteAttributeString(
                    "time",
                    result.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)
                );
                if (!result.Passed)
                {
                    writer.WriteStartElement("failure");
                    writer.WriteAttributeString("message", Clean(result.Failures[0].Message));
                    writer.WriteString(Clean(string.Join('\n', result.Failures)));
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}

using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace LeadOps.Cli.Views;

/// <summary>One field of a row: its values, and what the portal holds instead.</summary>
internal sealed record HtmlField(string Name, string Before, string After, string? Actual = null);

internal sealed record HtmlRow(string Id, string Title, string State, string? Note, IReadOnlyList<HtmlField> Fields);

/// <summary>
/// The searchable table. Up to a few thousand leads it is plain HTML; beyond, the page carries the rows as data and shows as
/// many as are looked at, because a browser does not bear a million table rows.
/// </summary>
internal static class HtmlTable
{
    private const int MaxPlain = 2000;

    private static readonly JsonSerializerOptions Data = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private const string Search = """
        document.getElementById('q').addEventListener('input',e=>{const q=e.target.value.toLowerCase();
        document.querySelectorAll('tbody tr').forEach(r=>{r.hidden=!r.textContent.toLowerCase().includes(q)})});
        """;

    private const string Pages = """
        const get=id=>document.getElementById(id),rows=JSON.parse(get('rows').textContent),names=JSON.parse(get('names').textContent);
        const body=document.querySelector('tbody'),q=get('q'),more=get('more'),count=get('count');
        const add=(to,tag,text,css)=>{const e=document.createElement(tag);if(text!=null)e.textContent=text;if(css)e.className=css;to.append(e);return e};
        const texts=r=>[r[0],r[1],names[r[2]],r[3],...r.slice(4).flatMap(f=>[names[f[0]],...f.slice(1)])].join('\n').toLowerCase();
        const show=r=>{const tr=add(body,'tr'),lead=add(tr,'td','#'+r[0]),state=add(tr,'td',names[r[2]],names[r[2]]),fields=add(tr,'td');
        add(lead,'br');lead.append(r[1]);if(r[3]){add(state,'br');add(state,'small',r[3])}
        r.slice(4).forEach((f,i)=>{if(i)add(fields,'br');fields.append(names[f[0]]+': ');add(fields,'del',f[1]);fields.append(' → ');add(fields,'ins',f[2]);if(f.length>3)fields.append(' portal holds '+f[3])})};
        let hits=rows,shown=0,timer;
        const page=()=>{for(const end=Math.min(hits.length,shown+200);shown<end;shown++)show(hits[shown]);
        count.textContent=`${shown} of ${hits.length} leads shown`;more.hidden=shown===hits.length};
        const search=()=>{const w=q.value.toLowerCase();hits=w?rows.filter(r=>texts(r).includes(w)):rows;body.textContent='';shown=0;page()};
        q.addEventListener('input',()=>{clearTimeout(timer);timer=setTimeout(search,150)});more.addEventListener('click',page);page();
        """;

    public static void Write(TextWriter output, string state, int count, IEnumerable<HtmlRow> rows)
    {
        output.WriteLine(
            $"<input id=\"q\" placeholder=\"Search leads\">{(count > MaxPlain ? " <span id=\"count\"></span>" : "")}<table><thead><tr><th>Lead</th><th>{state}</th><th>Fields</th></tr></thead><tbody>"
        );
        if (count > MaxPlain)
        {
            WriteData(output, count, rows);
            return;
        }

        foreach (var row in rows)
        {
            output.WriteLine(
                $"<tr><td>#{E(row.Id)}<br>{E(row.Title)}</td><td class=\"{row.State}\">{row.State}{(string.IsNullOrEmpty(row.Note) ? "" : $"<br><small>{E(row.Note)}</small>")}</td><td>{string.Join("<br>", row.Fields.Select(Plain))}</td></tr>"
            );
        }

        output.WriteLine($"</tbody></table><script>{Search}</script>");
    }

    private static string Plain(HtmlField field) =>
        $"{E(field.Name)}: <del>{E(field.Before)}</del> → <ins>{E(field.After)}</ins>{(field.Actual is null ? "" : $" portal holds {E(field.Actual)}")}";

    /// <summary>Names that come in every row, of verdicts and fields, are numbers there and stand once behind the rows.</summary>
    private static void WriteData(TextWriter output, int count, IEnumerable<HtmlRow> rows)
    {
        output.WriteLine(
            $"</tbody></table><noscript>The {count} leads are in this page as data; the table needs JavaScript.</noscript><p><button id=\"more\">Show more</button></p>"
        );
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        int Number(string name) => names.TryGetValue(name, out var known) ? known : names[name] = names.Count;
        output.Write("<script type=\"application/json\" id=\"rows\">");
        var separator = "[";
        foreach (var row in rows)
        {
            var fields = row.Fields.Select(field =>
                (object?[])
                    [
                        Number(field.Name),
                        field.Before,
                        field.After,
                        .. field.Actual is null ? Array.Empty<object?>() : [field.Actual],
                    ]
            );
            output.WriteLine(separator);
            output.Write(
                JsonSerializer.Serialize<object?[]>([row.Id, row.Title, Number(row.State), row.Note, .. fields], Data)
            );
            separator = ",";
        }

        output.WriteLine(
            $"]</script><script type=\"application/json\" id=\"names\">{JsonSerializer.Serialize(names.Keys, Data)}</script><script>{Pages}</script>"
        );
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}

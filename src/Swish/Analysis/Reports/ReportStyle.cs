using Swish.Analysis.Charts;

namespace Swish.Analysis.Reports;

/// <summary>Provides the style sheet of a report.</summary>
internal static class ReportStyle
{
    // The child combinator is not used: the writer of XML would escape it.
    private const string Rules = """
        *{box-sizing:border-box}
        html{color-scheme:light dark;-webkit-text-size-adjust:100%}
        body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:66rem;background:var(--paper);color:var(--ink);
        font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:break-word}
        h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
        h2{font-size:1.35rem;margin:2.5rem 0 .75rem;padding-top:.5rem;border-top:1px solid var(--line)}
        h3{font-size:1.05rem;margin:1.5rem 0 .4rem}
        p{margin:.5rem 0;max-width:46rem}
        a{color:var(--link)}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none;font-size:.92rem}
        .question{font-size:1.15rem}
        .verdicts{padding-left:1.2rem;max-width:46rem}
        .verdicts li{margin:.45rem 0}
        .note{color:var(--soft);font-size:.9rem}
        .answer{padding:.75rem 1rem;border-left:4px solid var(--link);background:var(--tint)}
        .wide{overflow-x:auto;margin:1rem 0}
        table{border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:600;padding:.25rem 0}
        th,td{padding:.25rem .5rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{border-bottom:2px solid var(--soft);vertical-align:bottom}
        thead .number{white-space:normal}
        tbody th{font-weight:400}
        .number{text-align:right;white-space:nowrap}
        td.verdict{font-weight:600;white-space:nowrap}
        .matrix td,.matrix thead th:not(:first-child){text-align:right}
        .matrix td{min-width:2.2rem;border:1px solid var(--paper)}
        .matrix th{white-space:nowrap}
        figure{margin:1.25rem 0;overflow-x:auto}
        figure svg{display:block;width:100%;min-width:36rem;height:auto}
        figure text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
        figcaption{color:var(--soft);font-size:.9rem}
        .errors{display:flex;flex-wrap:wrap;gap:1rem;padding:0;list-style:none}
        .errors li{width:7.5rem;font-size:.82rem;line-height:1.35}
        .errors img{display:block;width:5rem;height:5rem;object-fit:contain;image-rendering:pixelated;
        margin-bottom:.25rem;background:var(--tint)}
        pre{overflow-x:auto;padding:.75rem 1rem;background:var(--tint);font-size:.85rem;line-height:1.45}
        code{font-family:ui-monospace,"Cascadia Mono",Consolas,"Liberation Mono",monospace}
        .hash{overflow-wrap:anywhere}
        @media print{
        body{max-width:none;padding:0;font-size:10pt}
        nav{display:none}
        .wide,figure,pre{overflow:visible}
        pre{white-space:pre-wrap;font-size:7.5pt}
        figure svg{min-width:0}
        table{font-size:8pt}
        thead{display:table-header-group}
        figure,tr,.errors li{break-inside:avoid}
        h2,h3,caption{break-after:avoid}
        a{color:inherit;text-decoration:none}
        .matrix td,.answer{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """;

    private const string Light =
        "--paper:#fff;--ink:#222;--soft:#595959;--line:#d9d9d9;--tint:#f4f6f8;--link:#0b5cad;--cell:0,114,178;";

    private const string Dark =
        "--paper:#1e1e1e;--ink:#e6e6e6;--soft:#b0b0b0;--line:#444;--tint:#292c30;--link:#7cb9f2;--cell:86,160,220;";

    /// <summary>Returns the style sheet.</summary>
    /// <param name="figures">The figures, with their colors.</param>
    public static string Of(FigureSet figures) =>
        $":root{{{Light}{figures.Variables(ChartTheme.Light)}}}\n"
        // Paper is white.
        + $"@media screen and (prefers-color-scheme:dark){{:root{{{Dark}{figures.Variables(ChartTheme.Dark)}}}}}\n"
        + Rules.ReplaceLineEndings("\n");
}

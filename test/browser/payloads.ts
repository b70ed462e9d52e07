/**
 * What runs, or fetches something, where a page takes text for HTML, SVG,
 * Markdown or JavaScript. Each calls `canary` with its name, or asks for an
 * address on `evil`.
 */

/** Where nobody listens; a request to it shows all the same. */
export const evil = 'http://127.0.0.1:9';

const call = (name: string) => `parent.canary('${name}')`;

/** HTML and SVG in a line. */
export const html: string[] = [
  `<script>${call('script')}</script>`,
  `<img src=x onerror="${call('img')}">`,
  `<img src="${evil}/img.png">`,
  `<svg onload="${call('svg')}"><script>${call('svg script')}</script><animate onbegin="${call('animate')}" attributeName=x dur=1s /></svg>`,
  `<svg><image href="${evil}/svg-image.png" /><use href="data:image/svg+xml,<svg id=x onload=${call('use')}>#x" /></svg>`,
  `<iframe srcdoc="<script>parent.${call('srcdoc')}</script>"></iframe>`,
  `<iframe src="javascript:${call('iframe')}"></iframe>`,
  `<object data="data:text/html,<script>${call('object')}</script>"></object>`,
  `<embed src="${evil}/embed">`,
  `<details open ontoggle="${call('details')}">x</details>`,
  `<input autofocus onfocus="${call('input')}">`,
  `<video poster="${evil}/poster.png"><source onerror="${call('source')}" src="${evil}/video"></video>`,
  `<body onload="${call('body')}" background="${evil}/body.png">`,
  `<style>@import "${evil}/style.css"; body { background: url(${evil}/css.png) }</style>`,
  `<p style="background-image: url(${evil}/inline.png)">x</p>`,
  `<link rel=stylesheet href="${evil}/link.css">`,
  `<meta http-equiv=refresh content="0; url=${evil}/meta">`,
  `<base href="${evil}/base/">`,
  `<form action="${evil}/form"><button autofocus onfocus="${call('form')}">x</button></form>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${call('mxss')}"></style></mglyph></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${call('noscript')}>"></noscript>`,
  `"><img src=x onerror=${call('attribute')}>`,
  `<a href="javascript:${call('link')}" data-commandlinker-command="apputils:reset">x</a>`
];

/** Markdown, besides all of the above. */
export const markdown: string[] = [
  `![x](${evil}/markdown.png)`,
  `![x][r]`,
  `[r]: ${evil}/reference.png`,
  `[x](javascript:${call('markdown link')})`,
  `$\\href{javascript:${call('math')}}{x}$ $\\style{background:url(${evil}/math.png)}{x}$`,
  `~~~mermaid\ngraph TD; A["<img src=x onerror=${call('mermaid')}>"] --> B; click B "javascript:${call('mermaid click')}"\n~~~`
];

const text = JSON.stringify([...html, ...markdown].join('\n\n'));

/** Reports on everything with all payloads in each kind of output. */
const outputs = `# %%
rows = open("./input/train.csv").readlines()
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

text = ${text}
display(HTML(text))
display(Markdown(text))
display(Latex(text))
display(Javascript("parent.canary('javascript')"))
svg = """<svg xmlns="http://www.w3.org/2000/svg" onload="parent.canary('svg output')"><script>parent.canary('svg output script')</script></svg>"""
display(SVG(svg))
display({"application/vnd.vegalite.v5+json": {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"url": "${evil}/vega.json"}, "mark": "bar"}, "text/plain": "vega"}, raw=True)
display({"application/javascript": "parent.canary('raw javascript')", "text/html": "<script>parent.canary('raw html')</script>"}, raw=True, metadata={"trusted": True, "text/html": {"isolated": True}})
print(text)
`;

/** A title and a plan, as a model writes them, of every payload. */
const prose = `# Ridge ${html[0]} ${html[1]}\n\n${[...html, ...markdown].join('\n\n')}\n\nThat is all.\n`;

const fenced = (code: string) =>
  `${prose}\n\`\`\`\`python\n${code}\n\`\`\`\`\n`;

/** What a model answers: outputs full of payloads, then an error of them. */
export function answers(): (
  isReview: boolean
) => { text: string } | { call: object } {
  let written = 0;
  return isReview => {
    if (isReview) {
      const summary = `${html.join(' ')} ${markdown.join(' ')}`;
      return { call: { is_bug: false, summary, lower_is_better: false } };
    }
    written += 1;
    const comment = markdown.concat(html).join('\n\n').replaceAll('\n', '\n# ');
    return {
      text: fenced(
        written === 2
          ? `# %% ${html[1]}\nopen("./input/train.csv")\nraise ValueError(${text})\nvalidation_metric = len("")`
          : `${outputs}\n# %% [markdown]\n# ${comment}\n\n# %%\nvalidation_metric = 0.75 + 0 * len(rows)\nprint(f"validation_metric: {validation_metric}")`
      )
    };
  };
}

/** A table whose names and values are payloads. */
export function table(): string {
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const row = html.map(cell).join(',');
  return `${row},kind\n${`${row},a\n${row},b\n`.repeat(20)}`;
}

import {
  RenderMimeRegistry,
  standardRendererFactories
} from '@jupyterlab/rendermime';
import { untrusted } from '../../src/panel/details/untrusted';

const registry = new RenderMimeRegistry({
  initialFactories: standardRendererFactories
});
const clean = (html: string) => untrusted(registry).sanitizer.sanitize(html);

it.each([
  '<img src="http://evil.example/a.png">',
  '<img src="//evil.example/a.png">',
  '<img src="/logout">',
  '<img src="files/a.png">',
  '<img srcset="http://evil.example/a.png 2x">',
  '<img src="data:text/html,x">',
  '<video poster="http://evil.example/a.png" src="http://evil.example/v"></video>',
  '<audio src="http://evil.example/a"></audio>',
  '<table background="http://evil.example/a.png"><tr><td>x</td></tr></table>',
  '<p style="background-image: url(http://evil.example/a.png)">x</p>',
  '<p style="background: u\\72l(http://evil.example/a.png)">x</p>',
  '<svg><image href="http://evil.example/a.png"/></svg>',
  '<svg><use xlink:href="http://evil.example/a.svg#x"/></svg>',
  '<object data="http://evil.example/a"></object>',
  '<iframe src="http://evil.example/"></iframe>',
  '<link rel="stylesheet" href="http://evil.example/a.css">',
  '<style>@import "http://evil.example/a.css"</style>',
  '<button data-commandlinker-command="notebook:run-all-cells">x</button>'
])('lets %s fetch nothing', html => {
  expect(clean(html)).not.toMatch(/evil|logout|files|text\/html|commandlinker/);
});

it('keeps pictures that are in the output, links, and text', () => {
  const html =
    '<p>x &lt; y <a href="https://example.org/">more</a></p><img src="data:image/png;base64,AAAA">';
  expect(clean(html)).toContain('data:image/png;base64,AAAA');
  expect(clean(html)).toContain('href="https://example.org/"');
  expect(clean(html)).toContain('x &lt; y');
});

it.each(['```mermaid\nx', '~~~~ mermaid\nx', '> ```Mermaid\n> x'])(
  'draws no diagram of %j',
  async source => {
    const render = jest.fn(async (text: string) => text);
    const drawing = new RenderMimeRegistry({ markdownParser: { render } });
    const { markdownParser } = untrusted(drawing);
    expect(await markdownParser!.render(`# A\n${source}`)).toMatch(
      /^# A\n[^]*text\n/
    );
    expect(render.mock.calls[0][0]).not.toMatch(/mermaid/i);
  }
);

it.each([
  'application/vnd.vegalite.v5+json',
  'application/vnd.plotly.v1+json',
  'application/geo+json',
  'application/x-of-tomorrow'
])(
  'draws no %s, whichever extension would, and changes nothing for others',
  type => {
    registry.addFactory({
      safe: true,
      mimeTypes: [type],
      createRenderer: () => null as never
    });
    expect(
      untrusted(registry).preferredMimeType({ [type]: {} })
    ).toBeUndefined();
    expect(registry.mimeTypes).toContain(type);
  }
);

it('draws HTML itself where an extension would draw it otherwise', () => {
  const theirs = jest.fn();
  registry.addFactory(
    { safe: true, mimeTypes: ['text/html'], createRenderer: theirs },
    -1
  );
  untrusted(registry).createRenderer('text/html').dispose();
  expect(theirs).not.toHaveBeenCalled();
});

it('draws what notebooks show most', () => {
  const drawn = untrusted(registry);
  for (const type of [
    'text/plain',
    'text/html',
    'text/markdown',
    'text/latex',
    'image/png',
    'application/vnd.jupyter.stderr'
  ]) {
    expect(drawn.preferredMimeType({ [type]: '' })).toBe(type);
  }
});

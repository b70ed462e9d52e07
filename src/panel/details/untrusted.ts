import {
  RenderMimeRegistry,
  standardRendererFactories,
  type IRenderMime,
  type IRenderMimeRegistry
} from '@jupyterlab/rendermime';
import { isSelfContained, withoutDiagrams } from '../../base/harmless';

/** What may be drawn beside what {@link isSelfContained}: text that is sanitized. */
const SANITIZED = ['text/html', 'text/markdown', 'text/latex'];

/**
 * What draws outputs of scripts that a person has not read: as a notebook shows
 * untrusted outputs, and without fetching anything, so that looking at an output
 * tells nobody of it and asks nothing of the server in this person's name. Other
 * extensions draw what they like, so Jupyter's own renderers are all there are.
 */
export function untrusted(
  rendermime: IRenderMimeRegistry
): IRenderMimeRegistry {
  const { markdownParser, sanitizer } = rendermime;
  return new RenderMimeRegistry({
    initialFactories: standardRendererFactories.filter(
      ({ safe, mimeTypes }) =>
        safe &&
        mimeTypes.every(
          type => isSelfContained(type) || SANITIZED.includes(type)
        )
    ),
    sanitizer: new SelfContained(sanitizer),
    markdownParser: markdownParser
      ? {
          render: source => markdownParser.render(withoutDiagrams(source))
        }
      : undefined,
    latexTypesetter: rendermime.latexTypesetter ?? undefined,
    linkHandler: rendermime.linkHandler ?? undefined,
    resolver: rendermime.resolver ?? undefined
  });
}

/** Attributes that make a browser fetch what they name. */
const fetching = ['src', 'srcset', 'poster', 'background', 'data', 'href'];

/** Jupyter's own sanitizer, and then nothing that is not in the text itself. */
export class SelfContained implements IRenderMime.ISanitizer {
  constructor(private readonly _sanitizer: IRenderMime.ISanitizer) {}

  sanitize(dirty: string, options?: IRenderMime.ISanitizerOptions): string {
    const template = document.createElement('template');
    template.innerHTML = this._sanitizer.sanitize(dirty, options);
    for (const element of template.content.querySelectorAll('*')) {
      for (const { name, value } of [...element.attributes]) {
        const isFetched =
          fetching.includes(name.replace(/^.*:/, '')) &&
          // A link waits for a click.
          !(name === 'href' && element.localName === 'a') &&
          !/^data:image\//i.test(value);
        const isStyled = name === 'style' && /url|image|\\/i.test(value);
        if (isFetched || isStyled || name.startsWith('data-commandlinker')) {
          element.removeAttribute(name);
        }
      }
    }
    return template.innerHTML;
  }

  getAutolink(): boolean {
    return this._sanitizer.getAutolink?.() ?? true;
  }

  get allowNamedProperties(): boolean {
    return false;
  }
}

import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';

/**
 * What draws outputs of scripts that a person has not read: as a notebook shows
 * untrusted outputs, and without fetching anything, so that looking at an output
 * tells nobody of it and asks nothing of the server in this person's name.
 */
export function untrusted(
  rendermime: IRenderMimeRegistry
): IRenderMimeRegistry {
  const { markdownParser, sanitizer } = rendermime;
  const clone = rendermime.clone({
    sanitizer: new SelfContained(sanitizer),
    markdownParser: markdownParser
      ? {
          // Diagrams are drawn before anything is sanitized.
          render: source =>
            markdownParser.render(
              source.replace(/([`~]{3,}\s*)mermaid/gi, '$1text')
            )
        }
      : undefined
  });
  for (const mimeType of clone.mimeTypes) {
    // Charts that name addresses to load data from; diagrams with pictures.
    if (/vega|mermaid/.test(mimeType)) {
      clone.removeMimeType(mimeType);
    }
  }
  return clone;
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

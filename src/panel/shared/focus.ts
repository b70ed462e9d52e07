import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

/**
 * Where the focused element is taken out of a part of the page, as a button is
 * that did its work, have the focus go on there and not back to the page's start.
 *
 * @param next - selects where it goes: the first element that fits.
 */
export function keepFocus(node: HTMLElement, next: string): IDisposable {
  let last: EventTarget | null = null;
  const onFocus = (event: FocusEvent) => {
    last = event.target;
  };
  const observer = new MutationObserver(() => {
    const { activeElement, body } = document;
    const isLost = activeElement === null || activeElement === body;
    if (last instanceof Node && !last.isConnected && isLost) {
      last = null;
      node.querySelector<HTMLElement>(next)?.focus({ preventScroll: true });
    }
  });
  node.addEventListener('focusin', onFocus);
  observer.observe(node, { childList: true, subtree: true });
  return new DisposableDelegate(() => {
    observer.disconnect();
    node.removeEventListener('focusin', onFocus);
  });
}

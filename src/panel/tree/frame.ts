import {
  useCallback,
  useLayoutEffect,
  useRef,
  useSyncExternalStore
} from 'react';
import { rowHeight } from './treeLines';

/** Which rows are in view, and how wide the view is in pixels. */
export interface IFrame {
  first: number;
  rows: number;
  width: number;
}

/** The frame of what scrolls, as it changes. */
export function useFrame(scroller: HTMLDivElement | null): IFrame {
  const subscribe = useCallback(
    (onChange: () => void) => {
      if (scroller === null) {
        return () => undefined;
      }
      const observer = new ResizeObserver(onChange);
      observer.observe(scroller);
      scroller.addEventListener('scroll', onChange, { passive: true });
      return () => {
        observer.disconnect();
        scroller.removeEventListener('scroll', onChange);
      };
    },
    [scroller]
  );
  // As text, so that what is the same is equal.
  const measured = useSyncExternalStore(subscribe, () =>
    scroller && scroller.clientHeight > 0
      ? [
          Math.floor(scroller.scrollTop / rowHeight),
          Math.ceil(scroller.clientHeight / rowHeight),
          scroller.clientWidth
        ].join(' ')
      : '0 30 250'
  );
  const [first, rows, width] = measured.split(' ').map(Number);
  return { first, rows, width };
}

/** Stay at the end as rows are added, where a person is at the end; else stay put. */
export function useStayAtEnd(
  scroller: HTMLDivElement | null,
  rows: number
): void {
  const rowsBefore = useRef(0);
  useLayoutEffect(() => {
    if (scroller && rows > rowsBefore.current) {
      const end = rowsBefore.current * rowHeight - scroller.clientHeight;
      if (scroller.scrollTop >= end - rowHeight / 2) {
        scrollTo(scroller, rows * rowHeight);
      }
    }
    rowsBefore.current = rows;
  }, [scroller, rows]);
}

/** Bring a row into view, by as little as that takes. */
export function reveal(scroller: HTMLDivElement, row: number): void {
  const top = row * rowHeight;
  if (top < scroller.scrollTop) {
    scrollTo(scroller, top);
  } else if (top + rowHeight > scroller.scrollTop + scroller.clientHeight) {
    scrollTo(scroller, top + rowHeight - scroller.clientHeight);
  }
}

function scrollTo(scroller: HTMLElement, top: number): void {
  scroller.scrollTop = top;
}

import type { TranslationBundle } from '@jupyterlab/translation';
import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type JSX,
  type KeyboardEvent
} from 'react';
import type { IPlace } from '../model/layout';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';
import { MarkShape } from '../shared/marks';
import { laneX, rowHeight, treeGeometry, TreeLines } from './treeLines';
import { rowText } from './treeRow';

/** Rows drawn beyond those in view. */
const margin = 8;

/** The properties of {@link Tree}. */
export interface ITreeProps {
  view: RunView;
  trans: TranslationBundle;
  /** The solution whose details are open. */
  selected: string | null;
  onOpen: (id: string) => void;
}

/**
 * T as it grows: an ARIA tree whose rows never move. Only the rows in view are
 * in the document.
 */
export function Tree(props: ITreeProps): JSX.Element {
  const { view, trans, selected, onOpen } = props;
  useSignal(view.changed);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const frame = useFrame(scroller);
  const [active, setActive] = useState(0);
  const wantsFocus = useRef(false);
  const places = view.places.all;
  const rows = places.length;

  // Stay at the end as rows are added, where a person is at the end; else stay
  // put.
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

  // A row that was moved to by keyboard may have to be drawn before it can be
  // focused.
  useLayoutEffect(() => {
    if (wantsFocus.current) {
      const item = scroller?.querySelector<HTMLElement>(
        `[data-row="${active}"]`
      );
      if (item) {
        wantsFocus.current = false;
        item.focus({ preventScroll: true });
      }
    }
  });

  const moveTo = (row: number) => {
    const top = row * rowHeight;
    if (scroller && top < scroller.scrollTop) {
      scrollTo(scroller, top);
    } else if (
      scroller &&
      top + rowHeight > scroller.scrollTop + scroller.clientHeight
    ) {
      scrollTo(scroller, top + rowHeight - scroller.clientHeight);
    }
    wantsFocus.current = true;
    setActive(row);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const place = places[active];
    if (!place || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(view.state(place).solution.id);
      return;
    }
    const target = rowForKey(event.key, place, rows, frame.rows);
    if (target !== null) {
      event.preventDefault();
      moveTo(target);
    }
  };

  const first = Math.max(0, frame.first - margin);
  const last = Math.min(rows - 1, frame.first + frame.rows + margin);
  const visible = places.slice(first, last + 1);
  // The focused row stays in the document, or its focus would be lost.
  const current = Math.min(active, rows - 1);
  if (current >= 0 && (current < first || current > last)) {
    visible.push(places[current]);
  }
  const geometry = treeGeometry(view.places.lanes, frame.width);

  return (
    <div
      className="jp-AideTree"
      ref={setScroller}
      role="tree"
      aria-label={trans.__('Solutions in the order of their steps')}
      onKeyDown={onKeyDown}
    >
      <div
        className="jp-AideTree-canvas"
        style={{ height: rows * rowHeight }}
        role="presentation"
      >
        <TreeLines view={view} first={first} last={last} geometry={geometry} />
        {visible.map(place => {
          const shown = view.state(place);
          const text = rowText(view, place, trans);
          const isSelected = selected !== null && place.ids.includes(selected);
          return (
            <div
              key={place.row}
              className={`jp-AideTree-node jp-mod-${text.mark}${
                shown.isOnBestPath ? ' jp-mod-bestPath' : ''
              }${shown.isOpen ? '' : ' jp-mod-closed'}`}
              style={{
                top: place.row * rowHeight,
                paddingLeft: geometry.words
              }}
              role="treeitem"
              aria-level={place.level}
              aria-posinset={place.nth}
              aria-setsize={siblings(view, place)}
              aria-selected={isSelected}
              aria-label={text.label}
              title={`${text.title}${text.note && `\n${text.note}`}`}
              data-row={place.row}
              data-id={shown.solution.id}
              tabIndex={place.row === current ? 0 : -1}
              onClick={() => {
                setActive(place.row);
                onOpen(shown.solution.id);
              }}
            >
              <svg
                className="jp-AideTree-mark"
                style={{ left: laneX(place.lane, geometry) - 8 }}
                viewBox="-8 -8 16 16"
                width="16"
                height="16"
                aria-hidden="true"
              >
                <MarkShape mark={text.mark} />
              </svg>
              <span className="jp-AideTree-score">{text.score}</span>
              <span className="jp-AideTree-title">
                {text.title}
                {text.note && (
                  <span className="jp-AideTree-note">{text.note}</span>
                )}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function scrollTo(scroller: HTMLElement, top: number): void {
  scroller.scrollTop = top;
}

function siblings(view: RunView, place: IPlace): number {
  return place.parent === null
    ? view.places.roots.length
    : view.places.all[place.parent].children.length;
}

/** Where a key leads from a place; `null` where it leads nowhere. */
function rowForKey(
  key: string,
  place: IPlace,
  rows: number,
  page: number
): number | null {
  const clamp = (row: number) => Math.min(rows - 1, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
      return clamp(place.row + 1);
    case 'ArrowUp':
      return clamp(place.row - 1);
    case 'ArrowRight':
      return place.children[0] ?? null;
    case 'ArrowLeft':
      return place.parent;
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    case 'PageDown':
      return clamp(place.row + page);
    case 'PageUp':
      return clamp(place.row - page);
    default:
      return null;
  }
}

/** Which rows are in view, and how wide the view is in pixels. */
interface IFrame {
  first: number;
  rows: number;
  width: number;
}

function useFrame(scroller: HTMLDivElement | null): IFrame {
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

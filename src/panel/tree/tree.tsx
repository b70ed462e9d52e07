import type { TranslationBundle } from '@jupyterlab/translation';
import {
  useLayoutEffect,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent
} from 'react';
import type { IPlace } from '../model/layout';
import type { RunView } from '../model/runView';
import { useSignal } from '../shared/hooks';
import { reveal, useFrame, useStayAtEnd } from './frame';
import { rowHeight, treeGeometry, TreeLines } from './treeLines';
import { TreeNode } from './treeNode';

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

  useStayAtEnd(scroller, rows);

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
    if (scroller) {
      reveal(scroller, row);
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
        {visible.map(place => (
          <TreeNode
            key={place.row}
            view={view}
            place={place}
            geometry={geometry}
            trans={trans}
            isSelected={selected !== null && place.ids.includes(selected)}
            isCurrent={place.row === current}
            onOpen={id => {
              setActive(place.row);
              onOpen(id);
            }}
          />
        ))}
      </div>
    </div>
  );
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

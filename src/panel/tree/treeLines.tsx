import type { JSX } from 'react';
import type { IPlace } from '../model/layout';
import type { RunView } from '../model/runView';

/** Height of a row in pixels; the style sheet has the same. */
export const rowHeight = 24;

/** Width of a lane in pixels, and the least one where there are many. */
const lanePitch = 12;
const leastPitch = 3;
/** Share of the width that the lanes may take. */
const mostShare = 0.25;
/** Lanes that have room from the start, so that the words seldom move. */
const firstLanes = 3;
/** From the edge to the middle of the first lane's marks. */
const inset = 18;

/** Where the tree's marks are, and where its words begin; in pixels. */
export interface ITreeGeometry {
  /** Width of a lane. */
  readonly pitch: number;
  /** Where the words begin. */
  readonly words: number;
}

/**
 * The geometry of a tree.
 *
 * @param lanes - how many it needs.
 * @param width - of the whole view, in pixels.
 */
export function treeGeometry(lanes: number, width: number): ITreeGeometry {
  const most = Math.max(firstLanes, lanes);
  const pitch = Math.max(
    leastPitch,
    Math.min(lanePitch, (width * mostShare) / most)
  );
  return { pitch, words: most * pitch + inset };
}

/** The middle of a lane. */
export function laneX(lane: number, { pitch }: ITreeGeometry): number {
  return lane * pitch + inset;
}

/** The lines between parents and children, the best path's last and strongest. */
export function TreeLines(props: {
  view: RunView;
  /** The rows to draw lines for. */
  first: number;
  last: number;
  geometry: ITreeGeometry;
}): JSX.Element {
  const { view, first, last, geometry } = props;
  const places = view.places.all;
  const trunks = view.places
    .trunks(first, last)
    .map(trunk => (
      <path
        key={`${trunk.row}-${trunk.lane}`}
        d={`${head(places[trunk.row], trunk.lane, geometry)} ${down(trunk.end, geometry)}`}
      />
    ));
  const twigs = places
    .slice(first, last + 1)
    .filter(place => place.stem !== null)
    .map(place => (
      <path
        key={place.row}
        d={`M${laneX(place.stem!, geometry)} ${y(place.row) - radius(geometry)} ${twig(place, geometry)}`}
      />
    ));
  const best = bestEdges(view)
    .filter(({ child, parent }) => child.row >= first && parent.row <= last)
    .map(({ child, parent }) => (
      <path
        key={child.row}
        className="jp-mod-best"
        d={`${head(parent, child.stem!, geometry)} ${down(child.row, geometry)} ${twig(child, geometry)}`}
      />
    ));
  return (
    <svg
      className="jp-AideTree-lines"
      width="100%"
      height={places.length * rowHeight}
      aria-hidden="true"
    >
      {trunks}
      {twigs}
      {best}
    </svg>
  );
}

/** The edges from the best up to its draft. */
function bestEdges(view: RunView): { child: IPlace; parent: IPlace }[] {
  const edges = [];
  let child = view.best && view.places.of(view.best.id);
  while (child && child.parent !== null) {
    const parent: IPlace = view.places.all[child.parent];
    edges.push({ child, parent });
    child = parent;
  }
  return edges;
}

function y(row: number): number {
  return (row + 0.5) * rowHeight;
}

/** Of the bends. */
function radius({ pitch }: ITreeGeometry): number {
  return Math.min(6, pitch / 2);
}

/** From a parent's mark onto a trunk. */
function head(parent: IPlace, lane: number, geometry: ITreeGeometry): string {
  const r = radius(geometry);
  const [from, to, at] = [
    laneX(parent.lane, geometry),
    laneX(lane, geometry),
    y(parent.row)
  ];
  return from === to
    ? `M${from} ${at}`
    : `M${from} ${at} H${to - r} Q${to} ${at} ${to} ${at + r}`;
}

/** Down a trunk to where the bend to a row begins. */
function down(row: number, geometry: ITreeGeometry): string {
  return `V${y(row) - radius(geometry)}`;
}

/** From there to a child's mark. */
function twig(child: IPlace, geometry: ITreeGeometry): string {
  const from = laneX(child.stem!, geometry);
  const at = y(child.row);
  return `Q${from} ${at} ${from + radius(geometry)} ${at} H${laneX(child.lane, geometry)}`;
}

// What the modules of the view hand to each other, and what they use of vis-network.

type Clock = "event" | "publication";
type Lines = "pair" | "kind" | "claim";

// What is asked for and selected: everything that is shown follows from it and the data.
interface ViewState extends Dated {
  selection: string;
  layers: Record<string, boolean>;
  kinds: Record<string, boolean>;
  level: Level;
  lines: Lines;
  // The mode of the claims that are scored; `filters.mode` holds those of the claims that are shown.
  track: string;
  // Whether positions on issues count toward who pursues them and whom they are directed at.
  policies: boolean;
  clock: Clock;
  undated: boolean;
  filters: Record<string, string[]>;
  sign: string;
  least: number;
  ego: Ego | null;
  most: number;
  show: string;
  camera: number[] | null;
}

interface Ego {
  node: string;
  steps: number;
}

type Watcher = (current: ViewState, previous: ViewState) => unknown;

interface DaySpan {
  first: number;
  last: number;
  earlier: boolean;
}

// The ends of whatever has a name by its two: `type` is a relation, or `tie`, `pair`, `path`, `alignment`, a coded layer.
interface Ends {
  type: string;
  a: string;
  b: string;
}

interface Registry {
  idsByEnds: Map<string, string>;
  endsById: Map<string, Ends>;
}

interface Facet {
  key: string;
  title: string;
  values: (claim: ClaimData, current?: ViewState) => string[];
  label: (value: string) => string;
  order?: () => string[];
}

interface Statement {
  cluster: string;
  intensity: number;
  probability: number;
  weight: number;
}

interface Valued {
  cluster: string;
  weight: number;
  value: number;
}

interface Held {
  actor: string;
  issue: string;
  position: number;
}

interface IssueShare<T> {
  issue: string;
  value: number;
  a: T[];
  b: T[];
}

interface Congruence<T> {
  a: string;
  b: string;
  value: number;
  issues: IssueShare<T>[];
}

type Hop = [source: string, target: string, power: number];

interface Chain {
  nodes: string[];
  power: number;
}

interface Tie extends KnownTie {
  mode: string;
  denied: boolean;
  contested: boolean;
  intensity: number | null;
}

interface Contribution extends Statement, Share {
  claim: ClaimData;
  bearing: Bearing | null;
  contested: boolean;
}

interface Dyad extends Score {
  id: string;
  a: string;
  b: string;
  at: number | null;
  mode: string;
  unshrunk: number;
  probability: number;
  direct: number;
  claims: number;
  articles: number;
  thin: boolean;
  contested: boolean;
  without_contested: number;
  newest: number | null;
  faded: boolean;
  contributions: Contribution[];
  beside: ClaimData[];
  passes: boolean;
}

interface Power {
  power: number;
  claims: number;
  claimants: number;
  aims: string[];
  thin: boolean;
}

interface HeldClaim extends Held {
  claim: ClaimData;
}

interface Alignment extends Congruence<HeldClaim> {
  id: string;
  claims: number;
  claimants: number;
  thin: boolean;
  contested: boolean;
}

interface CodedItem extends Omit<CodedDyad, "top"> {
  id: string;
  dataset: CodedData;
  layer: string;
  place: number;
  top: CodedEvent[];
}

interface Pair {
  id: string;
  a: string;
  b: string;
}

// What the claims that pass come to.
interface Computed {
  of: PageData;
  passed: Set<string>;
  ties: Tie[];
  byDyad: Map<string, Set<string>>;
  dyads: Dyad[];
  powers: Map<string, Power>;
  events: Set<string>;
  alignments: Alignment[];
  tiesById: Map<string, Tie>;
  dyadsById: Map<string, Dyad>;
  alignmentsById: Map<string, Alignment>;
}

// Whatever has a name, with what it is.
type Subject =
  | { type: "node"; item: NodeData }
  | { type: "claim"; item: ClaimData }
  | { type: "tie"; item: Tie }
  | { type: "tension"; item: Dyad }
  | { type: "alignment"; item: Alignment }
  | { type: "coded"; item: CodedItem }
  | { type: "pair" | "path"; item: Pair };

// A line of the map: `opens` is what a click selects, `keys` are the claims behind it.
interface Line extends LineLook {
  id: string;
  opens: string;
  from: string;
  to: string;
  arrows: string | object;
  smooth: false | { enabled: boolean; type: string; roundness: number; controls?: number[][] };
  dashes: false | number[];
  label: string;
  keys: string[];
  // Of scores their size, from 0 to 1.
  strength: number;
}

interface Focus {
  edges: Set<string>;
  nodes: Set<string>;
}

// `every` line could be drawn; the map has the strongest of them.
interface Drawn {
  lines: Line[];
  every: Line[];
  nodes: Set<string>;
  focus: Focus;
}

// A limit in words, and how it is dropped.
interface Limit {
  text: string;
  drop: () => void;
}

interface Column {
  key: string;
  title: string;
  type?: "score" | "share" | "interval" | "count" | "day" | "quote";
  // The kind of its signs, by which the words of the page say them.
  sign?: string;
}

// A row of a table: its values by column, where it leads, how it is called, and on which side its score is.
interface Row {
  id: string;
  called: string;
  word?: string;
  side?: string;
  low?: number | null;
  high?: number | null;
  words?: string;
  [column: string]: string | number | null | undefined;
}

interface Table {
  holds: string;
  rows: (current: ViewState) => Row[];
  columns: Column[];
}

type TableName = "ties" | "nodes" | "claims";

interface Order {
  key: string;
  direction: number;
}

interface Entry {
  id: string;
  title: string;
  sub: string;
  weight: number;
  language: string | undefined;
  called: string[];
  text: string;
}

interface Point {
  x: number;
  y: number;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

// Lines of text as a picture has them.
interface Writing {
  font: string;
  colour: string;
  leading: number;
  lines: string[];
}

interface LegendRow extends Point {
  row: Element;
  text: string;
}

interface MapNode extends Point {
  id: string;
  shape: { width: number; height: number };
}

type DrawLabel = (pen: CanvasRenderingContext2D, x: number, y: number, ...state: unknown[]) => void;

interface MapLine {
  id: string;
  labelModule: { size: Box; lines?: { blocks: { text: string }[] }[]; draw?: DrawLabel };
  edgeType: { getPoint: (part: number) => Point; _getViaCoordinates: () => Point | Point[] };
  from: Point;
  to: Point;
  options: { label?: string; width: number; color: { color: string } };
}

interface Drawable {
  id: string;
  label?: string;
  [look: string]: unknown;
}

declare namespace vis {
  class DataSet {
    length: number;
    get(id: string): Drawable | null;
    getIds(): string[];
    update(items: Drawable[]): void;
    remove(ids: string[]): void;
    clear(): void;
  }

  interface Happening {
    pointer: { DOM: Point };
    node: string;
    nodes: string[];
    edge: string;
  }

  class Network {
    constructor(place: Element, data: { nodes: DataSet; edges: DataSet }, options: object);
    body: {
      nodes: Record<string, MapNode>;
      edges: Record<string, MapLine>;
      view: { translation: Point; scale: number };
    };
    renderer: Record<"_drawEdges" | "_drawNodes" | "_drawArrows", (pen: CanvasRenderingContext2D, all?: boolean) => void>;
    on(event: string, act: (happening: Happening) => void): void;
    redraw(): void;
    setOptions(options: object): void;
    setSize(width: string, height: string): void;
    fit(options: object): void;
    moveTo(options: object): void;
    getScale(): number;
    getPosition(id: string): Point;
    getPositions(ids: string[]): Record<string, Point>;
    getViewPosition(): Point;
    getNodeAt(point: Point): string | undefined;
    getEdgeAt(point: Point): string | undefined;
    canvasToDOM(point: Point): Point;
  }
}

interface Window {
  kgView: object;
}

type CellValue = string | number | null | undefined;

// A switch over the map: its key, its words, and what it says when one points at it.
type Switch = [key: string, text: Child, hint?: string];

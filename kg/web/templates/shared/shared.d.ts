// What the modules of all pages hand to each other.

type Level = "state" | "actor";

// What a tie is between: an actor, issue or event, by their slugs.
interface KnownTie {
  id: string;
  relation: string;
  source: string;
  target: string;
  claims: string[];
}

interface Dated {
  from: number | null;
  to: number | null;
}

// Whatever `h` and `svg` take: attributes, of which those without a value are left out, and children.
type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string | number | boolean | null | undefined | readonly Child[];

// The numbers of a score, and what it is drawn with.
interface Score {
  tension: number;
  low: number;
  high: number;
  hostile: number;
  friendly: number;
  mass: number;
  clusters: number;
}

// How a position over an issue bears on the holder and another: with which sign, and by which claim, if any.
interface Bearing {
  holder: string;
  other: string;
  sign: number;
  pursuit: string;
  over: string;
}

// What a claim adds to a score, from what, what it does to it, and how it would be without.
interface Share {
  bearing?: Bearing | null;
  intensity: number;
  probability: number;
  weight: number;
  share: number;
  effect: number;
  without: number;
  // Whether it is that of several claims together.
  several?: boolean;
}

interface Span {
  start: number;
  end: number;
}

// A stretch of an article that is quoted, the claims that quote it, and where it is marked once it is drawn.
interface CodedPassage extends Span {
  claims: ClaimData[];
  marks: HTMLElement[];
}

interface Segment extends Span {
  passages: CodedPassage[];
  furniture: boolean;
  copied: boolean;
  begins: boolean;
  ends: boolean;
  resumes: boolean;
}

type PassagesOf = Map<HTMLElement, CodedPassage[]>;

interface DrawnArticle {
  article: ArticleData;
  paragraphs: HTMLElement[];
  passages: CodedPassage[];
  passagesOf: PassagesOf;
}

type Colours = Record<string, string>;

interface Look {
  dimmed: boolean;
  selected: boolean;
  size: number;
}

// A line as it is coloured: `side` and `ink` are names of colours.
interface LineLook {
  layer: string;
  side: string;
  ink?: string;
  // How far it fades into the paper: from 0 to 1.
  fade: number;
  width: number;
}

// Values by columns, as the file of a page holds them.
type PackedColumn =
  | any[]
  | { of: PackedColumn; at: string | number[] | number }
  | { sizes: PackedColumn; items: PackedColumn }
  | { places: PackedColumn[] }
  | { rows: number; fields: Record<string, PackedColumn> };

type PackedData = Omit<PageData, "nodes" | "claims" | "articles" | "drawing"> & {
  nodes: PackedColumn;
  claims: PackedColumn;
  articles: PackedColumn;
  drawing: { nodes: PackedColumn; edges: PackedColumn; options: object };
};

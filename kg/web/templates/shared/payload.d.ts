// The data of a page as Python gives them (`kg/web/view/payload.py`, `evidence.py`, `passages.py`, `coded.py`): a test holds
// these shapes to those. Whatever is empty in a claim is left out of the file; `data.js` puts it back.

interface HedgeData {
  words: string;
  interval: string;
  lower: number | null;
  upper: number | null;
}

// A term and what belongs to it, each with what it opens, if anything.
type Fact = [term: string, parts: FactPart[]];
type FactPart = [text: string, href: string];

interface ContentData {
  kind: string;
  slug: string;
  sources: string[];
  targets: string[];
  about: string[];
  intensity: number | null;
  strength: string;
  aim: string;
  strength_value: number | null;
  ends: string;
  joint: boolean;
}

interface PlacedPassage {
  exact: string;
  prefix: string;
  suffix: string;
  start: number;
  end: number;
  paragraph_start: number;
  paragraph_end: number;
  translation: string;
  translation_language: string;
  translated_by: string;
}

interface ClaimData {
  id: string;
  article: string;
  content: ContentData;
  claimants: string[];
  reporters: string[];
  polarity: string;
  mode: string;
  certainty: string;
  probability: number;
  day: string;
  dated_by: string;
  says: string;
  number: string;
  badges: [string, string][];
  source: string[];
  hedges: HedgeData[];
  facts: Fact[];
  against: string[];
  agreeing: string[];
  repeats: string[];
  passages: PlacedPassage[];
  language: string;
}

interface ArticleData {
  id: string;
  title: string;
  publisher: string;
  authors: string[];
  original: string;
  voice: string[];
  published: string;
  known: string;
  weight: number;
  rating: [string, string];
  facts: Fact[];
  dating: Fact[];
  text: string;
  language: string;
  repeats: FactPart[];
  passages: [number, number, string[]][];
  paragraphs: [number, number, number[], boolean, string][][];
}

type SegmentData = ArticleData["paragraphs"][number][number];

interface NodeData {
  id: string;
  slug: string;
  kind: string;
  label: string;
  lines: string[];
  aliases: string[];
  text: string;
  iso3: string;
  wikidata: string;
  acts_for: string;
  member_of: string[];
  parties: [string, string][];
}

// Who pursues an issue, each with the claim that says so, and whom it is directed at.
interface IssueData {
  pursued_by: [string, string][];
  directed_at: string[];
}

interface CodedData {
  name: string;
  at: string;
  last_day: string;
  scale: string;
  cluster: string;
  half_life: number;
  events: number;
  dyads: CodedDyad[];
}

interface Payload {
  nodes: NodeData[];
  first: number;
  room: Record<string, number>;
  claims: Record<string, ClaimData>;
  articles: Record<string, ArticleData>;
  names: Record<string, string>;
  languages: Record<string, string>;
  ends: Record<string, string>;
  issues: Record<string, IssueData>;
  words: Words;
  of: Record<string, number>;
  as_of: string;
  parameters: Record<string, number>;
  manifest: Manifest;
  datasets?: CodedData[];
  drawing: Drawing;
}

// Labels by what they are of, and sentences, some with places to fill.
interface Words {
  signs: Record<string, string>;
  contributed: string;
  repeated: string;
  new: string;
  modes: Record<string, string>;
  headings: Record<string, string>;
  certainties: Record<string, string>;
  kinds: Record<string, string>;
  relations: Record<string, string>;
  layers: Record<string, string>;
  roles: Record<string, string>;
  standings: Record<string, string>;
  sides: Record<string, string>;
  months: string[];
  dates: Record<string, string>;
  divisions: Record<string, string>;
  score: string;
  denial: string;
  thin: string;
  thin_evidence: { sentence: string; claimants: string; articles: string; claimant: string; coded: [string, string]; enough: [number, number] };
  faded: { sentence: string; half_lives: number; under: number };
  sure: string;
  uncounted: Record<string, string[]>;
  pursued: string;
  directed: string;
  aligned: string;
  all_the_same: Record<string, string>;
  pooled_aims: string;
  without_it: string;
  without_them: string;
  says_neither: string;
  milder: Record<string, string>;
  raising: string;
  lowering: string;
  leaving: string;
}

interface CodedDyad {
  a: string;
  b: string;
  tension: number;
  low: number;
  high: number;
  hostile: number;
  friendly: number;
  mass: number;
  clusters: number;
  events: number;
  thin: boolean;
  others: number;
  rest: number;
  top: Sparse<CodedEvent>[];
}

interface CodedEvent {
  id: string;
  day: string;
  source: string;
  target: string;
  code: string;
  text: string;
  publisher: string;
  story: string;
  url: string;
  cluster: string;
  intensity: number;
  share: number;
}

interface Manifest {
  dataset?: string;
  counts?: Record<string, number>;
  parameters?: Record<string, number>;
  version?: string;
  versions?: Record<string, string>;
}

// What vis-network is to draw, by pyvis.
interface Drawing {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
  options: object;
}

interface DrawnNode {
  id: string;
  label: string;
  shape: string;
  x: number;
  y: number;
}

interface DrawnEdge {
  id: string;
  relation: string;
  from: string;
  to: string;
  claims: string[];
}

type Sparse<T> = T extends [unknown, unknown]
  ? T
  : T extends (infer Item)[]
    ? Sparse<Item>[]
    : T extends object
      ? { [Key in keyof T]?: Sparse<T[Key]> }
      : T;
type SparseClaim = Sparse<ClaimData> & Pick<ClaimData, "id" | "article" | "probability">;
interface MeasureParameters {
  tau: number;
  sigma: number;
  prior: number;
  half_life: number;
  stance_half_life: number;
  issue_weight: number;
}

type PageData = Omit<Payload, "claims" | "parameters"> & { claims: Record<string, SparseClaim>; parameters: MeasureParameters };

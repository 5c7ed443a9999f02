// What the page and its server say to each other, and what the modules of the page hand on.

// An entry of a YAML file as plain data: every scalar is a text, or nothing, keys in the order of the file.
type Plain = string | null | Plain[] | { [key: string]: Plain };
type PlainEntry = { [key: string]: Plain };

// A stretch of a text in code points, its end exclusive.
type Stretch = [start: number, end: number];

interface FindingData {
  severity: "error" | "warning";
  rule: string;
  message: string;
  path: (string | number)[];
  line: number;
  column: number;
}

interface ClaimAnswer {
  id: string;
  entry: PlainEntry | null;
  raw: string;
  line: number;
  spans: Stretch[];
  findings: FindingData[];
}

// A claim that was suggested and waits for somebody to accept it; `because` and `flags` are by paths of its fields.
interface WaitingAnswer {
  id: string;
  entry: PlainEntry;
  spans: Stretch[];
  rank: number;
  because: Record<string, string>;
  flags: { path: string; says: string }[];
}

interface ArticleAnswer {
  etag: string;
  slug: string;
  title: string;
  head: PlainEntry;
  language: string;
  direction: "ltr" | "rtl" | "auto";
  text: string;
  furniture: Stretch[];
  has_text: boolean;
  copied: [start: number, end: number, article: string][];
  sentences: Stretch[];
  claims: ClaimAnswer[];
  findings: FindingData[];
  drafts: WaitingAnswer[];
  drafts_etag: string;
  drafts_findings: FindingData[];
  undo: string | null;
  redo: string | null;
  checked: boolean;
}

interface ArticleRow {
  slug: string;
  title: string;
  publisher: string;
  published: string;
  language: string;
  claims: number;
  unread: number;
  errors: number;
  warnings: number;
  drafts: number;
  changed: string;
  has_text: boolean;
}

interface TermAnswer {
  slug: string;
  label: string;
  definition: string;
  example?: string;
  alternatives?: string[];
  number?: number;
  position?: number;
  goldstein?: number;
  lower?: number;
  upper?: number;
  used?: number;
}

// An actor, issue or event of the registries: its entry, its slug, and in how many claims it is named.
type Registered = { slug: string; used?: number; label?: Plain; aliases?: Plain; definition?: Plain } & { [key: string]: Plain | number | undefined };

interface FieldData {
  key: string;
  kind: string;
  of: string;
  meaning: string;
  needed: boolean;
  many: boolean;
  scale?: string;
  choices?: string[];
  default?: string;
  bounds?: [low: number, high: number];
}

type RegistryKind = "actors" | "issues" | "events";
type ContentName = "stance" | "event" | "leverage" | "denies" | "affirms";

interface ProjectAnswer {
  etag: string;
  title: string;
  plain: boolean;
  articles: ArticleRow[];
  terms: Record<string, TermAnswer[]>;
  actors: Registered[];
  issues: Registered[];
  events: Registered[];
  fields: Record<string, FieldData[]>;
  // What of the registries can be undone, and done again.
  undo?: string | null;
  redo?: string | null;
}

interface Movement {
  a: string;
  b: string;
  a_label: string;
  b_label: string;
  before: number | null;
  after: number | null;
}

interface NewsAnswer {
  etag: string;
  project_etag: string;
  article_etag: string;
  checked_etag: string;
  drafts_etag: string;
  building: boolean;
  built: string | null;
  moved: Movement[];
  errors: number;
  warnings: number;
}

interface SuggestedValue {
  value: Plain;
  label?: string;
  basis?: string;
  confidence?: number;
}

interface SuggestionsAnswer {
  fields: Record<string, SuggestedValue[]>;
  mentions: Partial<Record<RegistryKind, string[]>>;
  id: string;
}

interface QuoteAnswer {
  quote: string | string[];
  occurrence: string | null;
  spans: Stretch[];
  fit: string;
}

interface DatesAnswer {
  earliest?: string;
  latest?: string;
  words?: string;
  finding?: string;
}

interface ChangeData {
  id: string;
  before: PlainEntry | null;
  after: PlainEntry | null;
}

interface RawData {
  start_line: number;
  before: string;
  after: string;
}

// The claim in the form. `before` is what the file had when it was opened, null for a new one.
interface Draft {
  before: PlainEntry | null;
  // The suggestion that it was made from, which its saving accepts.
  from?: string;
  entry: PlainEntry;
  spans: Stretch[];
  kind: ContentName | "";
  // What was filled in by rule and nobody has touched yet, by path, with why.
  suggested: Map<string, string>;
  // Further candidates, by path.
  candidates: Map<string, SuggestedValue[]>;
  mentions: Partial<Record<RegistryKind, string[]>>;
  shown: Set<string>;
  // Where the file and the form have both changed the same key.
  conflicts: Conflict[];
  touched: boolean;
}

interface Conflict {
  path: string;
  mine: Plain | undefined;
  theirs: Plain | undefined;
}

type Standing = "saved" | "saving" | "offline" | "refused" | "conflict";

interface WorkState {
  project: ProjectAnswer | null;
  article: ArticleAnswer | null;
  // What is selected in the text.
  spans: Stretch[];
  draft: Draft | null;
  // The item that is no YAML by itself and is open as text, by its line.
  raw: number | null;
  standing: Standing;
  told: string;
  news: NewsAnswer | null;
}

type WorkWatcher = (state: Readonly<WorkState>, before: Readonly<WorkState>) => void;

interface Option {
  value: string;
  label: string;
  sub?: string;
  number?: string;
  why?: string;
  // What choosing it does in place of taking its value.
  act?: () => void;
  // What is looked for next once it is chosen, in place of taking its value.
  query?: string;
  // Once this is over there is more to offer.
  until?: Promise<void>;
}

interface KeyData {
  action: string;
  keys: string[];
  meaning: string;
  group: string;
}

interface Control {
  element: HTMLElement;
  focus: () => void;
}

interface FieldPlace {
  field: FieldData;
  path: string;
  id: string;
}

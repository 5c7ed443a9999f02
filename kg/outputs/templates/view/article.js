// An article as the reader shows it: what is known of it, and its text with every coded passage marked.

const drawnArticles = new Map();

// Built when first opened, and kept: a long article has thousands of paragraphs.
function drawnArticle(article) {
  if (!drawnArticles.has(article.id)) {
    const passages = passagesIn(article);
    const passagesOf = new Map();
    const paragraphs = cutArticle(article, passages).map((segments) => paragraph(article, segments, passagesOf));
    const walked = passages.filter((passage) => passage.marks.length);
    drawnArticles.set(article.id, { article, paragraphs, passages: walked, passagesOf });
  }
  return drawnArticles.get(article.id);
}

function paragraph(article, segments, passagesOf) {
  const drawn = segments.map((segment) => {
    const text = article.text.slice(segment.start, segment.end);
    return segment.passages.length ? markOf(text, segment, passagesOf) : segment.furniture ? aside(text) : text;
  });
  return h("p", { dir: "auto" }, drawn);
}

function aside(text) {
  return h("span", { class: "furniture" }, text);
}

// One mark may belong to several passages, and a passage may have several marks.
function markOf(text, segment, passagesOf) {
  const found = claimsAt(segment.passages);
  const several = found.length > 1;
  const mark = h(
    "mark",
    { class: markLook(segment, found), role: "button", tabindex: -1, "aria-expanded": several && "false" },
    text,
  );
  passagesOf.set(mark, segment.passages);
  for (const passage of segment.passages) passage.marks.push(mark);
  return mark;
}

// Drawn like the lines of the map: by the firmest of its claims, and as denied where one of them begins as a denial.
function markLook({ start, passages, furniture }, found) {
  const affirmed = found.filter((claim) => claim.polarity !== "denied");
  const modes = new Set((affirmed.length ? affirmed : found).map((claim) => claim.mode));
  const firmest = Object.keys(MODES).find((mode) => modes.has(mode)) || "reported";
  const starts = claimsAt(passages.filter((passage) => passage.start === start));
  const denial = starts.some((claim) => claim.polarity === "denied");
  return [
    firmest,
    !affirmed.length && "denied",
    denial && "denial",
    found.length > 1 && "several",
    furniture && "furniture",
  ].filter(Boolean).join(" ");
}

function aboutArticle(article) {
  const grade = [RELIABILITY[article.reliability], CREDIBILITY[article.credibility]].filter(Boolean).join(", ");
  const code = `${article.reliability}${article.credibility}`;
  const rows = facts([
    ["Publisher", article.publisher && actorLink(article.publisher)],
    [article.authors.length > 1 ? "Authors" : "Author", between(article.authors.map(actorLink), ", ")],
    ["Published", article.published && capital(when(article.published))],
    ["Dated by", article.basis && name(article.basis)],
    ["Reliability", grade ? `${capital(grade)} (${code})` : name(code)],
    ["Address", article.url && webLink(article.url, article.url)],
  ]);
  return [h("h2", { id: "reader-title" }, name(article.title)), h("dl", { class: "facts" }, rows)];
}

function countWords({ article, passages }) {
  const found = claimsIn(article);
  const placed = new Set(claimsAt(passages));
  const lost = found.filter((claim) => !placed.has(claim)).length;
  // A page of the strongest ties alone has not every claim.
  const where = claims.size < payload.of.claims ? "of this article on this page" : "in this article";
  const words = `${plural(found.length, "claim")} ${where}, ${plural(passages.length, "passage")}`;
  return lost ? `${words}; the words of ${plural(lost, "claim")} are not found in it` : words;
}

// In the list of all ties: the articles, oldest first, each opening in the reader.
function articleList() {
  const found = [...articles.values()].sort((a, b) => (a.published < b.published ? -1 : 1));
  return found.length ? list("Articles", found.length, () => h("ul", { class: "rows" }, found.map(articleRow))) : "";
}

function articleRow(article) {
  const title = article.text ? readButton(article, "", name(article.title)) : name(article.title);
  const words = [nameOf(article.publisher), when(article.published), plural(claimsIn(article).length, "claim")];
  return h("li", {}, title, h("span", { class: "sub" }, between(words.filter(Boolean).map(name), " · ")));
}

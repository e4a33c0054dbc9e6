/** A piece of a line. Everything that is not one of the others is text, and is shown as it stands. */
export type Inline =
  | { readonly is: "text" | "code"; readonly text: string }
  | { readonly is: "bold"; readonly of: readonly Inline[] }
  | { readonly is: "link"; readonly text: string; readonly to: string }

/** A piece of a note. */
export type Block =
  | { readonly is: "paragraph"; readonly of: readonly Inline[] }
  | { readonly is: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly is: "code"; readonly text: string }

/**
 * A small part of Markdown: paragraphs, lists, `code`, fenced code, **bold**, and links to http and https. Markup of HTML, images, and links
 * with any other scheme stay text. It takes time in proportion to the text, whatever is written.
 */
export function markdown(source: string): readonly Block[] {
  const lines = source.replace(/\r\n?/g, "\n").split("\n")
  const blocks: Block[] = []
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!
    if (line.trim() === "") i++
    else if (line.startsWith("```")) {
      const end = lines.findIndex((one, at) => at > i && one.startsWith("```"))
      blocks.push({ is: "code", text: lines.slice(i + 1, end < 0 ? undefined : end).join("\n") })
      i = end < 0 ? lines.length : end + 1
    } else {
      const from = i
      const kind = kindOf(line)
      while (i < lines.length && lines[i]!.trim() !== "" && !lines[i]!.startsWith("```") && kindOf(lines[i]!) === kind) i++
      blocks.push(blockOf(kind, lines.slice(from, i)))
    }
  }
  return blocks
}

type Kind = "paragraph" | "bullets" | "numbers"

const kindOf = (line: string): Kind =>
  /^\s{0,3}[-*] /.test(line) ? "bullets" : /^\s{0,3}\d{1,9}[.)] /.test(line) ? "numbers" : "paragraph"

function blockOf(kind: Kind, lines: readonly string[]): Block {
  if (kind === "paragraph") return { is: "paragraph", of: inline(lines.join("\n")) }
  return { is: "list", ordered: kind === "numbers", items: lines.map((line) => inline(line.replace(/^\s{0,3}(?:[-*]|\d{1,9}[.)]) /, ""))) }
}

function inline(text: string): readonly Inline[] {
  const found: Inline[] = []
  let plain = ""
  const flush = (): void => {
    if (plain !== "") found.push({ is: "text", text: plain })
    plain = ""
  }
  // Where a mark is not closed once, it is not closed later either: no text is looked through twice.
  const open = new Set<string>()
  for (let i = 0; i < text.length;) {
    const piece = pieceAt(text, i, open)
    if (piece === undefined) plain += text[i++]!
    else {
      flush()
      found.push(piece.is)
      i = piece.end
    }
  }
  flush()
  return found
}

function pieceAt(text: string, i: number, open: Set<string>): { readonly is: Inline; readonly end: number } | undefined {
  if (text[i] === "`") {
    const end = closing(text, "`", i + 1, open)
    return end === undefined || end === i + 1 ? undefined : { is: { is: "code", text: text.slice(i + 1, end) }, end: end + 1 }
  }
  if (text.startsWith("**", i)) {
    const end = closing(text, "**", i + 2, open)
    return end === undefined || end === i + 2 ? undefined : { is: { is: "bold", of: withoutBold(text.slice(i + 2, end)) }, end: end + 2 }
  }
  return text[i] === "[" ? linkAt(text, i) : undefined
}

/** Bold inside of bold is no more bold. */
const withoutBold = (text: string): readonly Inline[] => inline(text.replaceAll("**", ""))

function closing(text: string, mark: string, from: number, open: Set<string>): number | undefined {
  if (open.has(mark)) return undefined
  const end = text.indexOf(mark, from)
  if (end >= 0) return end
  open.add(mark)
  return undefined
}

const longest = 2000

/** `[text](https://…)`; names and addresses of more than 2 000 characters are none. */
function linkAt(text: string, i: number): { readonly is: Inline; readonly end: number } | undefined {
  const [, name, to] = /^\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()<>"']{1,2000})\)/.exec(text.slice(i, i + 320 + longest)) ?? []
  if (name === undefined || to === undefined || !isWeb(to)) return undefined
  return { is: { is: "link", text: name, to }, end: i + name.length + to.length + 4 }
}

function isWeb(to: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(to).protocol)
  } catch {
    return false
  }
}

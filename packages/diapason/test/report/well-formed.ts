/** What is wrong with the nesting of a page's elements, or with an id that stands twice; undefined where nothing is. */
export function flawOf(page: string): string | undefined {
  const open: string[] = []
  const text = page.replace(/<style>[^]*?<\/style>/g, "").replace(/^<!doctype html>/, "")
  for (const [tag, slash, name, , closed] of text.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>/]+(?:="[^"<]*")?)*)\s*(\/?)>/g)) {
    if (empty.has(name!) || closed === "/") continue
    if (slash === "") open.push(name!)
    else if (open.pop() !== name) return `${tag} closes what is not open`
  }
  if (open.length > 0) return `${open.at(-1)!} is never closed`
  const strange = /<(?!\/?[a-zA-Z][\w-]*(?:\s+[^\s=>/]+(?:="[^"<]*")?)*\s*\/?>)/.exec(text)
  if (strange !== null) return `no tag at ${text.slice(strange.index, strange.index + 40)}`
  const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!)
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  return twice === undefined ? undefined : `the id ${twice} stands twice`
}

const empty = new Set(["meta", "br", "img", "hr"])

/** The words of a page as a reader sees them, in one line. */
export const wordsOf = (page: string): string =>
  page
    .replace(/<(style|title)>[^]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ")

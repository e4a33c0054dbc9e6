/**
 * A text that isomorphic graphs share: colours of nodes refined by those of their neighbours on either side until nothing more can be told
 * apart (Weisfeiler & Leman 1968). Graphs as small as a cell that share it are isomorphic but for rare, regular ones.
 */
import type { Graph } from "@diapason/core"

/** O(V (V + E)) of text; nodes that no path from input to output touches count like any other. */
export function isomorphismKey({ labels, edges }: Graph): string {
  const inputs = labels.map((): number[] => [])
  const outputs = labels.map((): number[] => [])
  for (const [from, to] of edges) {
    inputs[to]!.push(from)
    outputs[from]!.push(to)
  }
  let colours = labels.map((label) => JSON.stringify(label))
  let kinds = new Set(colours).size
  const trail: string[] = []
  for (;;) {
    const texts = colours.map(
      (own, v) => `${own}<${sorted(inputs[v]!.map((u) => colours[u]!)).join()}>${sorted(outputs[v]!.map((w) => colours[w]!)).join()}`,
    )
    const names = sorted([...new Set(texts)])
    trail.push(names.map((name) => `${name}*${texts.filter((text) => text === name).length}`).join(";"))
    if (names.length === kinds && trail.length > 1) return trail.join("|")
    kinds = names.length
    colours = texts.map((text) => String(names.indexOf(text)))
  }
}

const sorted = (texts: string[]): string[] => texts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/**
 * The path encoding of an architecture (White, Neiswanger & Savani 2021, BANANAS): which sequences of operations lead from the input to
 * the output. Isomorphic graphs have the same ones.
 */
import type { Graph } from "@diapason/core"
import { bagOf, numberOf, type Bag, type Vocabulary } from "./bag.ts"

/** Each sequence once, however many paths have it. Where there are more than `most` paths the rest is left out, the same for each graph. */
export function paths({ labels, edges }: Graph, vocabulary: Vocabulary, most = 256): Bag {
  const outputs = labels.map((): number[] => [])
  for (const [from, to] of edges) outputs[from]!.push(to)
  const found = new Set<string>()
  let left = most
  const walk = (node: number, text: string): void => {
    if (left <= 0) return
    if (node === labels.length - 1) {
      left--
      found.add(text)
    } else for (const next of outputs[node]!) walk(next, next === labels.length - 1 ? text : `${text}${JSON.stringify(labels[next])}>`)
  }
  if (labels.length > 0) walk(0, "path:")
  return bagOf([...found].map((text) => numberOf(vocabulary, text)))
}

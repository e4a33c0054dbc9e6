/**
 * The features of the Weisfeiler-Lehman subtree kernel (Shervashidze et al. 2011; on architectures Ru et al. 2021, NAS-BOWL): a node is
 * first what it does, and at each further level itself together with what flows into it. Two nodes are alike at level h when the last h
 * steps that lead to them are.
 */
import type { Graph } from "@diapason/core"
import { bagOf, innerProduct, numberOf, type Bag, type Vocabulary } from "./bag.ts"

/** One bag of labels for each level from 0 to `depth`. Graphs that differ by the order of their nodes alone have equal bags. */
export function subtrees({ labels, edges }: Graph, depth: number, vocabulary: Vocabulary): Bag[] {
  const inputs = labels.map((): number[] => [])
  for (const [from, to] of edges) inputs[to]!.push(from)
  let now = labels.map((label) => numberOf(vocabulary, JSON.stringify(label)))
  const bags = [bagOf(now)]
  for (let level = 1; level <= depth; level++) {
    const before = now
    now = before.map((own, v) =>
      numberOf(
        vocabulary,
        `${level}:${own}<${inputs[v]!.map((u) => before[u]!)
          .sort((a, b) => a - b)
          .join()}`,
      ),
    )
    bags.push(bagOf(now))
  }
  return bags
}

/** The normalised kernel of levels 0 to h: ⟨c, c'⟩ / √(⟨c, c⟩ ⟨c', c'⟩) over all of them. 1 for isomorphic graphs; positive semidefinite. */
export function subtreeKernel(a: readonly Bag[], b: readonly Bag[]): number {
  const product = (p: readonly Bag[], q: readonly Bag[]): number => p.reduce((sum, bag, level) => sum + innerProduct(bag, q[level]!), 0)
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b))
}

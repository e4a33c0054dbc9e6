/**
 * The configurations of a finite space as a tree, grown only where something was tried. A node is the choice of one active
 * parameter's value; what was never entered counts as one open leaf. Its shape depends on the set of entered paths alone.
 */
export interface Trie {
  /** Open leaves below; 0 when everything here was entered. */
  open: number
  /** Running trials below. */
  running: number
  /** By the position of the value; absent where nothing was entered. */
  readonly children: Map<number, Trie>
}

/** One step of a path: which of how many values. */
export interface Step {
  readonly value: number
  readonly of: number
}

export const emptyTrie = (): Trie => ({ open: 1, running: 0, children: new Map() })

/**
 * Closes the leaf at the end of a path, which is running or done. Returns what takes it back; latest first, when there are several.
 */
export function close(root: Trie, path: readonly Step[], running: 0 | 1): () => void {
  const nodes: { readonly node: Trie; readonly open: number; readonly made: boolean }[] = []
  let node = root
  nodes.push({ node, open: node.open, made: false })
  for (const { value } of path) {
    const known = node.children.get(value)
    const child = known ?? emptyTrie()
    if (known === undefined) node.children.set(value, child)
    nodes.push({ node: child, open: child.open, made: known === undefined })
    node = child
  }
  node.open = 0
  for (let i = path.length - 1; i >= 0; i--) {
    const { node, open } = nodes[i]!
    const child = nodes[i + 1]!
    // A node that was a leaf until now opens into all its values.
    const before = child.made && node.children.size === 1 ? path[i]!.of : open
    node.open = before - (child.made ? 1 : child.open) + child.node.open
  }
  for (const { node } of nodes) node.running += running
  return () => {
    for (const { node, open } of nodes) {
      node.open = open
      node.running -= running
    }
    nodes.forEach(({ made }, i) => {
      if (made) nodes[i - 1]!.node.children.delete(path[i - 1]!.value)
    })
  }
}

/**
 * Which value to go on with, by half the share of open leaves and half an equal share of the values that have any: a huge branch
 * does not starve a small one. Values with a running trial below are avoided while there are others. Undefined when none is open.
 */
export function descend(node: Trie | undefined, of: number, u: number): number | undefined {
  if (node === undefined || node.children.size === 0) return Math.min(of - 1, Math.floor(u * of))
  const open = Array.from({ length: of }, (_, value) => node.children.get(value)?.open ?? 1)
  const idle = open.map((n, value) => ((node.children.get(value)?.running ?? 0) > 0 ? 0 : n))
  const leaves = idle.some((n) => n > 0) ? idle : open
  const total = leaves.reduce((sum, n) => sum + n, 0)
  const some = leaves.filter((n) => n > 0).length
  if (total === 0) return undefined
  let sum = 0
  for (let value = 0; value < of; value++) {
    const n = leaves[value]!
    if (n > 0 && u < (sum += n / total / 2 + 1 / some / 2)) return value
  }
  return leaves.findLastIndex((n) => n > 0)
}

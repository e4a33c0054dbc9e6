/** A regression tree without its values: which nodes a point goes through. Node 0 is the root; a node that is split is followed by its left child. */
export interface Tree {
  readonly nodes: number
  /** The column that a node is split on; −1 for a leaf. */
  readonly column: Int32Array
  /** Numbers up to it go left. On a column of levels, where the node's part of `sides` begins. */
  readonly threshold: Float64Array
  /** The right child; of a node that is split. */
  readonly right: Int32Array
  /** 1 for each level that goes left. */
  readonly sides: Uint8Array
  /** As in the rows that it was grown from. */
  readonly levels: Int32Array
}

/** The child of `node`, which is no leaf, that the point at `from` in `at` goes to. */
export function childOf(tree: Tree, node: number, at: Float64Array, from: number): number {
  const column = tree.column[node]!
  const value = at[from + column]!
  const threshold = tree.threshold[node]!
  const left = tree.levels[column]! > 0 ? tree.sides[threshold + value]! === 1 : value <= threshold
  return left ? node + 1 : tree.right[node]!
}

/** The leaf of the point at `from` in `at`. */
export function leafOf(tree: Tree, at: Float64Array, from = 0): number {
  let node = 0
  while (tree.column[node]! >= 0) node = childOf(tree, node, at, from)
  return node
}

/** The tree of an expression. `at` is the offset of its first character, or of its operator. */
export type Node =
  | { readonly kind: "literal"; readonly value: Scalar; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "unary"; readonly op: "-" | "!"; readonly operand: Node; readonly at: number }
  | { readonly kind: "binary"; readonly op: BinaryOperator; readonly left: Node; readonly right: Node; readonly at: number }
  | { readonly kind: "in"; readonly item: Node; readonly list: readonly Node[]; readonly at: number }
  | { readonly kind: "choose"; readonly test: Node; readonly yes: Node; readonly no: Node; readonly at: number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[]; readonly at: number }

type Scalar = number | string | boolean
export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "&&" | "||"

/** How tightly each operator binds; all but the comparisons group to the left, and those do not chain. */
export const precedence: Readonly<Record<BinaryOperator | "in" | "choose" | "not" | "-x", number>> = {
  choose: 1,
  "||": 2,
  "&&": 3,
  not: 4,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  in: 5,
  "+": 6,
  "-": 6,
  "*": 7,
  "/": 7,
  "%": 7,
  "-x": 8,
}

/** The same tree with each name replaced by what `change` gives for it. */
export const mapNames = (node: Node, change: (name: string, at: number) => Node): Node =>
  mapNodes(node, (one) => (one.kind === "name" ? change(one.name, one.at) : undefined))

/** The same tree with each part for which `change` gives another replaced by that; what is replaced is not looked into. */
export function mapNodes(node: Node, change: (node: Node) => Node | undefined): Node {
  const changed = change(node)
  if (changed !== undefined) return changed
  const again = (child: Node): Node => mapNodes(child, change)
  switch (node.kind) {
    case "literal":
    case "name":
      return node
    case "unary":
      return { ...node, operand: again(node.operand) }
    case "binary":
      return { ...node, left: again(node.left), right: again(node.right) }
    case "in":
      return { ...node, item: again(node.item), list: node.list.map(again) }
    case "choose":
      return { ...node, test: again(node.test), yes: again(node.yes), no: again(node.no) }
    case "call":
      return { ...node, args: node.args.map(again) }
  }
}

/** The names an expression reads, each once, in the order of their first mention. */
export function namesIn(node: Node): readonly string[] {
  const names = new Set<string>()
  mapNames(node, (name, at) => {
    names.add(name)
    return { kind: "name", name, at }
  })
  return [...names]
}

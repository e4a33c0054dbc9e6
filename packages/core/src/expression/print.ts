import { precedence, type Node } from "./node.ts"

/** The one text of a tree: least parentheses, single spaces. Reading it again gives the same tree. */
export const print = (node: Node): string => write(node, 0)

function write(node: Node, least: number): string {
  const level = levelOf(node)
  const text = plain(node)
  return level < least ? `(${text})` : text
}

function levelOf(node: Node): number {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "number" && node.value < 0 ? precedence["-x"] : 9
    case "name":
    case "call":
      return 9
    case "unary":
      return precedence["-x"]
    case "binary":
      return precedence[node.op]
    case "in":
      return precedence.in
    case "choose":
      return precedence.choose
  }
}

function plain(node: Node): string {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? JSON.stringify(node.value) : Object.is(node.value, -0) ? "-0" : String(node.value)
    case "name":
      return writeName(node.name)
    case "call":
      return `${node.name}(${node.args.map(print).join(", ")})`
    case "unary":
      // A minus before a number would be read as part of it.
      return node.op + write(node.operand, node.op === "-" && isNumber(node.operand) ? 10 : precedence["-x"])
    case "binary":
      return `${write(node.left, leftOf(node.op))} ${node.op} ${write(node.right, precedence[node.op] + 1)}`
    case "in":
      return `${write(node.item, precedence.in + 1)} in [${node.list.map(print).join(", ")}]`
    case "choose":
      return `${write(node.test, precedence.choose + 1)} ? ${print(node.yes)} : ${write(node.no, precedence.choose)}`
  }
}

const isNumber = (node: Node): boolean => node.kind === "literal" && typeof node.value === "number"

/** Comparisons do not chain, so a comparison on the left needs its parentheses too. */
const leftOf = (op: keyof typeof precedence): number => precedence[op] + (precedence[op] === precedence["=="] ? 1 : 0)

const WORDS = new Set(["and", "or", "not", "in", "true", "false"])
const SIMPLE = /^[A-Za-z_][A-Za-z0-9_]*(?:\[\d+\])*(?:\.[A-Za-z_][A-Za-z0-9_]*(?:\[\d+\])*)*$/

const writeName = (name: string): string => (SIMPLE.test(name) && !WORDS.has(name) && !name.startsWith("in[") ? name : `\`${name}\``)
